package dev.deltawire.benchmarks.codec;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonEscape;

/** Ours: the stream's template around the text, which is escaped straight into the message. */
final class DeltawireWriter implements DeltaWriter {

  private final Texts texts;
  private final boolean fromUtf8;
  private final DeltaTemplate template;
  private final byte[] destination;

  DeltawireWriter(DeltaShape shape, Texts texts, boolean fromUtf8) {
    this.texts = texts;
    this.fromUtf8 = fromUtf8;
    template = shape.template();
    destination = texts.newDestination();
  }

  @Override
  public int write(int n) {
    int at = template.begin(destination, 0);
    long escaped = fromUtf8 ? escapeUtf8(n, at) : escapeText(n, at);
    return template.end(destination, JsonEscape.position(escaped), texts.offset(n));
  }

  @Override
  public byte[] destination() {
    return destination;
  }

  private long escapeText(int n, int at) {
    String text = texts.text(n);
    return JsonEscape.escape(text, 0, text.length(), destination, at);
  }

  private long escapeUtf8(int n, int at) {
    byte[] utf8 = texts.utf8(n);
    return JsonEscape.escapeUtf8(utf8, 0, utf8.length, destination, at);
  }
}
