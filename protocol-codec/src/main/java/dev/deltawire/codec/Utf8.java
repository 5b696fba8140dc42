package dev.deltawire.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** UTF-8 bytes looked at one code point, or eight bytes, at a time (RFC 3629). */
final class Utf8 {
  /** The code point that replaces what is no code point. */
  static final int REPLACEMENT = 0xFFFD;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle BUFFER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = ~HIGH_BITS;
  private static final long TURNED = 0xC2C2C2C2C2C2C2C2L;

  private Utf8() {}

  /** Eight bytes, the first one in the lowest place. */
  static long word(byte[] src, int index) {
    return (long) LONG.get(src, index);
  }

  static void putWord(byte[] dst, int index, long word) {
    LONG.set(dst, index, word);
  }

  static void putWord(ByteBuffer dst, int index, long word) {
    BUFFER.set(dst, index, word);
  }

  static int half(byte[] src, int index) {
    return (int) INT.get(src, index);
  }

  static void putHalf(byte[] dst, int index, int half) {
    INT.set(dst, index, half);
  }

  static void putQuarter(byte[] dst, int index, short quarter) {
    SHORT.set(dst, index, quarter);
  }

  /**
   * The high bit of each byte that cannot stand in a JSON string as it is or is not ASCII:
   * controls, the quote, the backslash and all from 0x80 on.
   */
  static long specials(long word) {
    return (escaped(word & LOW_BITS) | word) & HIGH_BITS;
  }

  /**
   * The high bit of each byte that cannot stand in a JSON string as it is or is not ASCII; only the
   * lowest bit set is reliable.
   */
  static long stops(long word) {
    return (escaped(word) | word) & HIGH_BITS;
  }

  /**
   * The high bit of each control, quote and backslash, among other bits; right for bytes of ASCII
   * with only such before them.
   *
   * <p>The quote changes places with the blank, which makes it the byte after the controls. A sum
   * takes what is behind these from 0x80 on; 0xC2 turns that round, and makes the backslash the
   * only one that is 0x7F. No byte carries.
   */
  private static long escaped(long word) {
    return (((word ^ ONES * 2) + ONES * 0x5F) ^ TURNED) + ONES;
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

  /**
   * The high bit of each byte that is not that ASCII character, among others; right only for bytes
   * that are ASCII.
   */
  static long different(long word, char ascii) {
    return ((word & LOW_BITS) ^ (ONES * ascii)) + LOW_BITS;
  }

  /** The high bit of each byte from 0x20 on, among others; right only for bytes that are ASCII. */
  static long atLeastBlank(long word) {
    return (word & LOW_BITS) + ONES * (0x80 - 0x20);
  }

  /** The high bit of each byte, which says that it is beyond ASCII. */
  static long highBits(long word) {
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
    if (to - i >= Integer.BYTES) {
      int four = half(src, i);
      if (startsWithTwo(four)) {
        return 2;
      }
      if (startsWithThree(four)) {
        return 3;
      }
    }
    return anySequenceLength(src, i, to);
  }

  private static int anySequenceLength(byte[] src, int i, int to) {
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

  /**
   * Copies well-formed sequences of more than one byte as long as there are some, and overwrites up
   * to two bytes more.
   *
   * @return how many bytes they have
   */
  static int copySequences(byte[] src, int from, int to, byte[] dst, int pos) {
    int i = from;
    while (i <= to - Integer.BYTES && src[i] < 0) {
      int half = half(src, i);
      putHalf(dst, pos + i - from, half);
      if (startsWithThree(half)) {
        i += 3;
      } else if (startsWithTwo(half)) {
        i += 2;
      } else if (isFour(half)) {
        i += 4;
      } else {
        return i - from;
      }
    }
    while (i < to && src[i] < 0) {
      int length = sequenceLength(src, i, to);
      if (length == 0) {
        break;
      }
      for (int end = i + length; i < end; i++) {
        dst[pos + i - from] = src[i];
      }
    }
    return i - from;
  }

  private static boolean startsWithTwo(int half) {
    return (half & 0xC0E0) == 0x80C0 && (half & 0x1E) != 0;
  }

  private static boolean startsWithThree(int half) {
    int critical = half & 0x200F; // what tells overlong forms and surrogates
    return (half & 0xC0C0F0) == 0x8080E0 && critical != 0 && critical != 0x200D;
  }

  private static boolean isFour(int half) {
    int top = ((half & 7) << 2) | ((half >> 12) & 3); // the number of the plane
    return (half & 0xC0C0C0F8) == 0x808080F0 && top != 0 && top <= 0x10;
  }

  /** The greatest index up to {@code to} that is not within a well-formed sequence. */
  static int wholeSequences(byte[] src, int from, int to) {
    if (!isContinuation(src[to])) {
      return to;
    }
    for (int i = to - 1; i > to - 4 && i > from; i--) {
      if (!isContinuation(src[i])) {
        return i;
      }
    }
    return to;
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
