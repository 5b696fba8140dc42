package dev.deltawire.codec;

import java.nio.ByteBuffer;

/** Integers as decimal digits, eight at a time. */
final class Decimal {
  private static final int EIGHT_DIGITS = 100_000_000;
  private static final int MAX_DIGITS = 19;
  private static final long[] POWERS = new long[MAX_DIGITS];

  static {
    long power = 1;
    for (int n = 0; n < MAX_DIGITS; n++) {
      POWERS[n] = power;
      power *= 10;
    }
  }

  private Decimal() {}

  /** The number of digits of {@code value}, which is not negative. */
  static int digits(long value) {
    long some = value | 1; // zero has a digit, too
    int fewest = ((Long.SIZE - Long.numberOfLeadingZeros(some)) * 1233) >>> 12; // log10(2)
    return some < POWERS[fewest] ? fewest : fewest + 1;
  }

  /**
   * Puts the digits of {@code value}, which is not negative, at {@code pos}.
   *
   * @return the index after the last digit
   */
  static int put(ByteBuffer dst, int pos, long value) {
    int length = digits(value);
    if (length <= Long.BYTES && dst.limit() - pos >= Long.BYTES) {
      Utf8.putWord(dst, pos, eightDigits((int) value) >>> leading(length));
    } else {
      long rest = value;
      for (int i = pos + length - 1; i >= pos; i--) {
        dst.put(i, (byte) ('0' + rest % 10));
        rest /= 10;
      }
    }
    return pos + length;
  }

  /**
   * Writes any long with its sign.
   *
   * @param dst has room for 20 bytes
   * @return the index after the last digit
   */
  static int put(byte[] dst, int pos, long value) {
    if (value < 0) {
      dst[pos] = '-';
      return putMagnitude(dst, pos + 1, -value);
    }
    return putMagnitude(dst, pos, value);
  }

  private static int putMagnitude(byte[] dst, int pos, long unsigned) {
    if (unsigned >= 0 && unsigned < EIGHT_DIGITS) {
      int length = digits(unsigned);
      Utf8.putWord(dst, pos, eightDigits((int) unsigned) >>> leading(length));
      return pos + length;
    }
    int at = putMagnitude(dst, pos, Long.divideUnsigned(unsigned, EIGHT_DIGITS));
    Utf8.putWord(dst, at, eightDigits((int) Long.remainderUnsigned(unsigned, EIGHT_DIGITS)));
    return at + Long.BYTES;
  }

  /** The bits of the zeros before so many digits. */
  private static int leading(int length) {
    return (Long.BYTES - length) * Byte.SIZE;
  }

  /**
   * The last eight digits, zeros before them included, the first one in the lowest place: halves
   * are split into pairs and these into digits, all at once.
   */
  private static long eightDigits(int value) {
    long halves = value / 10_000 | (long) (value % 10_000) << 32;
    long hundreds = ((halves * 10_486) >>> 20) & 0x0000_007F_0000_007FL;
    long pairs = hundreds | (halves - 100 * hundreds) << 16;
    long tens = ((pairs * 103) >>> 10) & 0x000F_000F_000F_000FL;
    return 0x3030_3030_3030_3030L | tens | (pairs - 10 * tens) << 8;
  }
}
