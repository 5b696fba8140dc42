package dev.deltawire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 bytes looked at one code point, or eight bytes, at a time (RFC 3629). */
final class Utf8 {
  /** The code point that replaces what is no code point. */
  static final int REPLACEMENT = 0xFFFD;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = ~HIGH_BITS;

  private Utf8() {}

  /** Eight bytes, the first one in the lowest place. */
  static long word(byte[] src, int index) {
    return (long) LONG.get(src, index);
  }

  static void putWord(byte[] dst, int index, long word) {
    LONG.set(dst, index, word);
  }

  static int half(byte[] src, int index) {
    return (int) INT.get(src, index);
  }

  static void putHalf(byte[] dst, int index, int half) {
    INT.set(dst, index, half);
  }

  /**
   * The high bit of each byte that cannot stand in a JSON string as it is or is not ASCII:
   * controls, the quote, the backslash and all from 0x80 on.
   */
  static long specials(long word) {
    long low = word & LOW_BITS; // no sum of these carries into the next byte
    long noControl = low + ONES * (0x80 - 0x20);
    long noQuote = (low ^ ONES * '"') + LOW_BITS;
    long noBackslash = (low ^ ONES * '\\') + LOW_BITS;
    return ~(noControl & noQuote & noBackslash & ~word) & HIGH_BITS;
  }

  /**
   * Some bit of each byte that cannot stand in a JSON string as it is or is not ASCII; only the
   * lowest bit set is reliable.
   */
  static long stops(long word) {
    long quoteOrControl =
        (word ^ ONES * 2) - ONES * 0x21; // the quote changes places with the blank
    long backslash = (word ^ ONES * '\\') - ONES;
    return (quoteOrControl | backslash | word) & HIGH_BITS;
  }

  /** The high bit of each byte that is no ASCII digit; only the lowest bit set is reliable. */
  static long nonDigits(long word) {
    return ((word - ONES * '0') | (word + ONES * (0x7F - '9')) | word) & HIGH_BITS;
  }

  /**
   * The index of the byte of the lowest bit set in {@code mask}, by branches: what follows need not
   * wait for a sum if the processor foresees the length.
   */
  static int firstIndex(int i, long mask) {
    return switch (firstByte(mask)) {
      case 0 -> i;
      case 1 -> i + 1;
      case 2 -> i + 2;
      case 3 -> i + 3;
      case 4 -> i + 4;
      case 5 -> i + 5;
      case 6 -> i + 6;
      default -> i + 7;
    };
  }

  /** The high bit of each byte that is that ASCII character. */
  static long equal(long word, char ascii) {
    return ~((((word & LOW_BITS) ^ (ONES * ascii)) + LOW_BITS) | word) & HIGH_BITS;
  }

  /** The high bit of each byte below 0x20. */
  static long controls(long word) {
    return ~(((word & LOW_BITS) + ONES * (0x80 - 0x20)) | word) & HIGH_BITS;
  }

  /** The high bit of each byte from 0x80 on. */
  static long beyondAscii(long word) {
    return word & HIGH_BITS;
  }

  /** The high bit of each backslash; only the lowest bit set is reliable. */
  static long backslashes(long word) {
    return zeros(word ^ ONES * '\\') & HIGH_BITS;
  }

  private static long zeros(long word) {
    return (word - ONES) & ~word;
  }

  /** The number of bytes before the lowest bit set of {@code mask}; all eight if there is none. */
  static int firstByte(long mask) {
    return Long.numberOfTrailingZeros(mask) >>> 3;
  }

  static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /** The number of code points of a well-formed slice. */
  static int codePoints(byte[] src, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!isContinuation(src[i])) {
        count++;
      }
    }
    return count;
  }

  static int length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  /**
   * The length of the well-formed sequence at {@code i}, or 0 if there is none: overlong forms,
   * surrogates and values over U+10FFFF are not well-formed (RFC 3629 §4).
   */
  static int sequenceLength(byte[] src, int i, int to) {
    int lead = src[i] & 0xFF;
    if (lead < 0x80) {
      return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (to - i < length || !isSecond(lead, src[i + 1] & 0xFF)) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if (!isContinuation(src[i + k])) {
        return 0;
      }
    }
    return length;
  }

  private static boolean isSecond(int lead, int second) {
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int greatest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= greatest;
  }

  /**
   * Writes one code point.
   *
   * @return the index after it
   */
  static int put(int codePoint, byte[] dst, int pos) {
    if (codePoint < 0x80) {
      dst[pos] = (byte) codePoint;
      return pos + 1;
    }
    if (codePoint < 0x800) {
      dst[pos] = (byte) (0xC0 | (codePoint >> 6));
      dst[pos + 1] = continuation(codePoint);
      return pos + 2;
    }
    if (codePoint < 0x10000) {
      dst[pos] = (byte) (0xE0 | (codePoint >> 12));
      dst[pos + 1] = continuation(codePoint >> 6);
      dst[pos + 2] = continuation(codePoint);
      return pos + 3;
    }
    dst[pos] = (byte) (0xF0 | (codePoint >> 18));
    dst[pos + 1] = continuation(codePoint >> 12);
    dst[pos + 2] = continuation(codePoint >> 6);
    dst[pos + 3] = continuation(codePoint);
    return pos + 4;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
