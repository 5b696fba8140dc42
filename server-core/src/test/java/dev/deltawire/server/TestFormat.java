package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A wire format of no dialect: {@code {"d":"text"}} and {@code {"e":"event"}}. */
final class TestFormat implements WireFormat<String> {

  static final String PREFIX = "{\"d\":\"";
  static final String SUFFIX = "\"}";

  private final Predicate<String> shown;

  private final DeltaTemplate template =
      DeltaTemplate.of(
          PREFIX.getBytes(StandardCharsets.US_ASCII), SUFFIX.getBytes(StandardCharsets.US_ASCII));

  /** A format that shows every event. */
  TestFormat() {
    this(event -> true);
  }

  /** A format that shows some events. */
  TestFormat(Predicate<String> shown) {
    this.shown = shown;
  }

  boolean shows(String event) {
    return shown.test(event);
  }

  static String event(String name) {
    return "{\"e\":\"" + name + "\"}";
  }

  @Override
  public DeltaTemplate delta() {
    return template;
  }

  @Override
  public void encode(String event, JsonWriter out) {
    if (shown.test(event)) {
      out.raw(event(event).getBytes(StandardCharsets.UTF_8));
    }
  }
}
