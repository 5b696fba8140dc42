package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import java.nio.charset.StandardCharsets;

/** A wire format of no dialect: {@code {"d":"text"}} and {@code {"e":"event"}}. */
final class TestFormat implements WireFormat<String> {

  static final String PREFIX = "{\"d\":\"";
  static final String SUFFIX = "\"}";

  private final DeltaTemplate template =
      DeltaTemplate.of(
          PREFIX.getBytes(StandardCharsets.US_ASCII), SUFFIX.getBytes(StandardCharsets.US_ASCII));

  static String event(String name) {
    return "{\"e\":\"" + name + "\"}";
  }

  @Override
  public DeltaTemplate delta() {
    return template;
  }

  @Override
  public void encode(String event, JsonWriter out) {
    out.raw(event(event).getBytes(StandardCharsets.UTF_8));
  }
}
