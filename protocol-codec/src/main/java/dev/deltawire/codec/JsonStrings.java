package dev.deltawire.codec;

/** The validator of JSON strings (RFC 8259 §7) in valid UTF-8 (RFC 3629), without state. */
final class JsonStrings {
  /** No string ends there. */
  private static final int MALFORMED = 0;

  private static final boolean[] SHORT_ESCAPES = new boolean[0x100];

  static {
    for (char letter : new char[] {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'}) {
      SHORT_ESCAPES[letter] = true;
    }
  }

  private JsonStrings() {}

  /**
   * The index after the closing quote of the string that opens at {@code quote}, negated unless the
   * string is plain, that is of ASCII without escapes; 0 if it is malformed.
   */
  static int end(byte[] src, int quote, int to) {
    int i = quote + 1;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      long mask = Utf8.stops(Utf8.word(src, i));
      if (mask != 0) {
        int at = Utf8.firstIndex(i, mask);
        return src[at] == '"' ? at + 1 : -rich(src, i, to);
      }
    }
    while (i < to && src[i] >= ' ' && src[i] != '"' && src[i] != '\\') {
      i++;
    }
    return i < to && src[i] == '"' ? i + 1 : -lastBytes(src, i, to);
  }

  /** The index after the closing quote, from a byte within the string on. */
  private static int rich(byte[] src, int from, int to) {
    long carry = 0; // bit 7 if the word's first byte follows the backslash of an escape
    int done = from; // what is before it is known to be valid
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      long word = Utf8.word(src, i);
      long quotes = Utf8.equal(word, '"');
      long escapes = firstOfPairs(Utf8.equal(word, '\\') & ~carry);
      long letters = (escapes << 8) | carry;
      carry = escapes >>> 56;
      long closing = quotes & ~letters;
      long inside = (closing - 1) & ~closing; // all, if nothing closes
      if ((Utf8.controls(word) & inside) != 0) {
        return MALFORMED;
      }
      long open = ((letters & ~quotes) | Utf8.beyondAscii(word)) & inside & from(done - i);
      while (open != 0) {
        int at = i + Utf8.firstByte(open);
        boolean letter = (letters & open & -open) != 0;
        done = letter ? escape(src, at, to) : at + Utf8.sequenceLength(src, at, to);
        if (done <= at) {
          return MALFORMED;
        }
        open &= from(done - i);
      }
      if (closing != 0) {
        return i + Utf8.firstByte(closing) + 1;
      }
    }
    return lastBytes(src, Math.max(done, carry == 0 ? i : i - 1), to);
  }

  /** Of backslashes side by side, every second escapes nothing. */
  private static long firstOfPairs(long backslashes) {
    if ((backslashes & (backslashes << 8)) == 0) {
      return backslashes;
    }
    long first = 0;
    for (long rest = backslashes; rest != 0; ) {
      long lowest = rest & -rest;
      first |= lowest;
      rest &= ~(lowest | (lowest << 8));
    }
    return first;
  }

  /** The bytes of a word from that one on. */
  private static long from(int index) {
    if (index <= 0) {
      return -1;
    }
    return index < Long.BYTES ? -1L << (index << 3) : 0;
  }

  private static int lastBytes(byte[] src, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = src[i];
      if (b == '"') {
        return i + 1;
      }
      int next = b == '\\' ? escape(src, i + 1, to) : i + plainLength(src, i, to);
      if (next <= i) {
        return MALFORMED;
      }
      i = next;
    }
    return MALFORMED;
  }

  /** The length of the character at {@code i}, which is no quote; 0 if it is malformed. */
  private static int plainLength(byte[] src, int i, int to) {
    return src[i] >= 0 && src[i] < ' ' ? 0 : Utf8.sequenceLength(src, i, to);
  }

  /** The index after the escape whose letter is at {@code i}; 0 if it is malformed. */
  private static int escape(byte[] src, int i, int to) {
    if (i < to && SHORT_ESCAPES[src[i] & 0xFF]) {
      return i + 1;
    }
    int unit = unit(src, i - 1, to);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return MALFORMED;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return i + 5;
    }
    int partner = unit(src, i + 5, to);
    return partner >= 0 && Character.isLowSurrogate((char) partner) ? i + 11 : MALFORMED;
  }

  /** The UTF-16 unit that a whole escape at {@code i} stands for, or a negative number. */
  private static int unit(byte[] src, int i, int to) {
    boolean escape = to - i >= 6 && src[i] == '\\' && src[i + 1] == 'u';
    return escape ? JsonEscape.hex4(src, i + 2) : -1;
  }
}
