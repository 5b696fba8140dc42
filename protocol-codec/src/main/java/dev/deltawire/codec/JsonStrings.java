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
    int stop = stop(src, quote + 1, to);
    return stop < to && src[stop] == '"' ? stop + 1 : -rich(src, stop, to);
  }

  /** The index of the first byte from there on that ends a string or is not plain. */
  static int stop(byte[] src, int from, int to) {
    int i = from;
    int lastWord = to - Long.BYTES;
    for (; i <= lastWord; i += Long.BYTES) { // counted, so that bounds are checked once
      long mask = Utf8.stops(Utf8.word(src, i));
      if (mask != 0) {
        return Utf8.firstIndex(i, mask);
      }
    }
    return lastStop(src, i, to);
  }

  private static int lastStop(byte[] src, int from, int to) {
    int i = from;
    while (i < to && src[i] >= ' ' && src[i] != '"' && src[i] != '\\') {
      i++;
    }
    return i;
  }

  /** The index after the closing quote, from the start of a character within the string on. */
  private static int rich(byte[] src, int from, int to) {
    long carry = 0; // bit 7 if the word's first byte follows the backslash of an escape
    int i = from;
    while (to - i >= Long.BYTES) {
      long word = Utf8.word(src, i);
      if (Utf8.highBits(word) == 0) {
        long noQuote = Utf8.different(word, '"');
        long escapes = Utf8.highBits(~(Utf8.different(word, '\\') | carry));
        if ((escapes & (escapes << 8)) != 0) {
          escapes = firstOfPairs(escapes);
        }
        long letters = (escapes << 8) | carry;
        long closing = Utf8.highBits(~(noQuote | letters));
        if (closing == 0
            && Utf8.highBits(~Utf8.atLeastBlank(word)) == 0
            && areShort(src, i, letters & noQuote)) {
          carry = escapes >>> 56;
          i += Long.BYTES;
          continue;
        }
      }
      int next = bytes(src, i - (int) (carry >>> 7), to);
      if (next <= 0) {
        return -next;
      }
      carry = 0;
      i = next;
    }
    return lastBytes(src, i - (int) (carry >>> 7), to);
  }

  private static int lastBytes(byte[] src, int from, int to) {
    int i = from;
    do {
      i = bytes(src, i, to);
    } while (i > 0);
    return -i;
  }

  /** Whether all the marked bytes of the word at {@code i} are letters of short escapes. */
  private static boolean areShort(byte[] src, int i, long marked) {
    for (long rest = marked; rest != 0; rest &= rest - 1) {
      if (!SHORT_ESCAPES[src[i + Utf8.firstByte(rest)] & 0xFF]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes on byte by byte to behind the next characters that are long escapes or not ASCII.
   *
   * @return the index after them, or that after the closing quote negated, or 0 if it is malformed
   */
  private static int bytes(byte[] src, int from, int to) {
    int i = from;
    boolean strange = false;
    while (i < to) {
      byte b = src[i];
      if (b >= ' ' && b != '\\') {
        if (b == '"') {
          return -(i + 1);
        }
        if (strange) {
          return i;
        }
        i++;
      } else {
        int next = b == '\\' ? escape(src, i + 1, to) : sequence(src, i, to);
        if (next == MALFORMED) {
          return MALFORMED;
        }
        strange |= b < 0 || next - i > 2;
        i = next;
      }
    }
    return MALFORMED;
  }

  /**
   * The index after the character at {@code i}, which is a control or not ASCII; 0 if malformed.
   */
  private static int sequence(byte[] src, int i, int to) {
    int length = src[i] < 0 ? Utf8.sequenceLength(src, i, to) : 0;
    return length == 0 ? MALFORMED : i + length;
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

  /** The index after the escape whose letter is at {@code i}; 0 if it is malformed. */
  static int escape(byte[] src, int i, int to) {
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
