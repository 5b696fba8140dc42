package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The known name of a member, of ASCII characters only, ready to be compared with spans. */
final class MemberName {
  /** Stands for the head of a name that has escapes or more than ASCII: no plain name's. */
  static final long NOT_PLAIN = -1;

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

  /** That of the name that opens at {@code quote}, if it is plain. */
  static long headOf(byte[] buf, int quote, int nameEnd) {
    return nameEnd > 0 ? head(buf, quote + 1, nameEnd - 1) : NOT_PLAIN;
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

  /**
   * Whether it is a name in a scanned text that has the same head, or is not plain.
   *
   * @param nameEnd as {@link JsonStrings#end} returned it
   */
  boolean matches(byte[] buf, int nameFrom, int nameEnd) {
    if (nameEnd < 0) {
      byte[] name = JsonEscape.unescape(buf, nameFrom, -nameEnd - 1);
      return Arrays.equals(name, bytes);
    }
    int length = nameEnd - 1 - nameFrom;
    return length == bytes.length
        && (length <= Long.BYTES || Arrays.equals(buf, nameFrom, nameEnd - 1, bytes, 0, length));
  }

  @Override
  public String toString() {
    return text;
  }
}
