package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import java.nio.charset.StandardCharsets;

/** A wire format whose deltas carry the length of the text: {@code {"d":"text","o":length}}. */
final class OffsetFormat implements WireFormat<String> {
  private final DeltaTemplate template =
      DeltaTemplate.withEndOffset(ascii("{\"d\":\""), ascii("\",\"o\":"), ascii("}"));

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public DeltaTemplate delta() {
    return template;
  }

  @Override
  public void encode(String event, JsonWriter out) {
    out.raw(ascii(TestFormat.event(event)));
  }
}
