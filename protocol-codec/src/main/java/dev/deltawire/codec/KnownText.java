package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What may come next in a text, of at most 24 ASCII characters, compared by words.
 *
 * <p>A record, because the compiler takes the fields of constants for constants in these only.
 */
record KnownText(int length, long mask, long head, long middle, long tail) {
  private static final int LONGEST = 3 * Long.BYTES;

  static KnownText of(String ascii) {
    byte[] bytes = ascii.getBytes(US_ASCII);
    int length = bytes.length;
    if (length > LONGEST) {
      throw new IllegalArgumentException("more than 24 characters: " + ascii);
    }
    long mask = length < Long.BYTES ? ~(-1L << (length << 3)) : -1;
    long head = MemberName.head(bytes, 0, length);
    long middle = length <= 2 * Long.BYTES ? 0 : Utf8.word(bytes, Long.BYTES);
    long tail = length <= Long.BYTES ? 0 : Utf8.word(bytes, length - Long.BYTES);
    return new KnownText(length, mask, head, middle, tail);
  }

  /** A member's name up to behind the colon. */
  static KnownText ofName(String name) {
    return of('"' + name + "\":");
  }

  /** A string with its quotes. */
  static KnownText ofString(String text) {
    return of('"' + text + '"');
  }

  /** Whether it is there. */
  boolean isAt(byte[] text, int from) {
    return (wordAt(text, from) & mask) == head && (length <= Long.BYTES || hasTail(text, from));
  }

  /** The eight bytes there, or fewer. */
  private static long wordAt(byte[] text, int from) {
    return text.length - from >= Long.BYTES
        ? Utf8.word(text, from)
        : MemberName.head(text, from, text.length);
  }

  private boolean hasTail(byte[] text, int from) {
    int last = from + length - Long.BYTES;
    return text.length - last >= Long.BYTES
        && Utf8.word(text, last) == tail
        && (length <= 2 * Long.BYTES || Utf8.word(text, from + Long.BYTES) == middle);
  }
}
