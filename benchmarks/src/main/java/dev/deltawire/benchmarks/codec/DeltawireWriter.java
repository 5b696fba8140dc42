package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonEscape;
import java.nio.ByteBuffer;

/** Ours: the conversation's template around the text, which is escaped once. */
final class DeltawireWriter implements DeltaWriter {

  private final DeltaTemplate template = HomeEncoder.delta(HomeDelta.CONVERSATION);
  private final byte[] escaped = new byte[MAX_BYTES];
  private final byte[] destination = new byte[MAX_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(destination);
  private final boolean fromUtf8;

  DeltawireWriter(boolean fromUtf8) {
    this.fromUtf8 = fromUtf8;
  }

  @Override
  public int write(int token) {
    long written = fromUtf8 ? escapeUtf8(token) : escapeText(token);
    buffer.clear();
    template.put(buffer, escaped, 0, JsonEscape.position(written), 0);
    return buffer.position();
  }

  @Override
  public byte[] destination() {
    return destination;
  }

  private long escapeText(int token) {
    String text = TOKENS.text(token);
    return JsonEscape.escape(text, 0, text.length(), escaped, 0);
  }

  private long escapeUtf8(int token) {
    byte[] utf8 = TOKENS.utf8(token);
    return JsonEscape.escapeUtf8(utf8, 0, utf8.length, escaped, 0);
  }
}
