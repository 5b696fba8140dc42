package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What may come next in a text, of ASCII characters, compared by words. */
final class KnownText {
  private final byte[] bytes;
  private final int length;
  private final long mask;
  private final long head;
  private final long tail;

  private KnownText(String text) {
    bytes = text.getBytes(US_ASCII);
    length = bytes.length;
    mask = length < Long.BYTES ? ~(-1L << (length << 3)) : -1;
    head = MemberName.head(bytes, 0, length);
    tail = length < Long.BYTES ? 0 : Utf8.word(bytes, length - Long.BYTES);
  }

  static KnownText of(String ascii) {
    return new KnownText(ascii);
  }

  /** The rest of a member's name up to behind the colon. */
  static KnownText ofName(String name) {
    return new KnownText(name + "\":");
  }

  /** The rest of a string up to behind the quote. */
  static KnownText ofString(String text) {
    return new KnownText(text + '"');
  }

  int length() {
    return length;
  }

  /** The eight bytes there, or fewer. */
  static long wordAt(byte[] text, int from) {
    return text.length - from >= Long.BYTES
        ? Utf8.word(text, from)
        : MemberName.head(text, from, text.length);
  }

  /**
   * Whether it is at {@code from}.
   *
   * @param word what {@link #wordAt} says
   */
  boolean isAt(byte[] text, int from, long word) {
    return (word & mask) == head && (length <= Long.BYTES || hasTail(text, from, from + length));
  }

  private boolean hasTail(byte[] text, int from, int end) {
    if (end > text.length || Utf8.word(text, end - Long.BYTES) != tail) {
      return false;
    }
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      if (Utf8.word(text, from + i) != Utf8.word(bytes, i)) {
        return false;
      }
    }
    return true;
  }
}
