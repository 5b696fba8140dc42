package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The known name of a member, of ASCII characters only, ready to be compared with spans. */
final class MemberName {
  private final String text;
  private final byte[] bytes;
  private final long head;

  private MemberName(String text) {
    this.text = text;
    bytes = text.getBytes(US_ASCII);
    head = head(bytes, 0, bytes.length);
  }

  static MemberName of(String text) {
    return new MemberName(text);
  }

  /** The first eight bytes of a name, the first one in the lowest place, less what is not there. */
  static long head(byte[] buf, int from, int to) {
    int length = to - from;
    if (length >= Long.BYTES) {
      return Utf8.word(buf, from);
    }
    if (buf.length - from >= Long.BYTES) {
      return Utf8.word(buf, from) & ~(-1L << (length << 3));
    }
    long head = 0;
    for (int i = to - 1; i >= from; i--) {
      head = (head << 8) | (buf[i] & 0xFF);
    }
    return head;
  }

  long head() {
    return head;
  }

  /** Whether it is the name {@code buf[from,to)}, which has no escapes and the same head. */
  boolean matches(byte[] buf, int from, int to) {
    return to - from == bytes.length
        && (bytes.length <= Long.BYTES || Arrays.equals(buf, from, to, bytes, 0, bytes.length));
  }

  @Override
  public String toString() {
    return text;
  }
}
