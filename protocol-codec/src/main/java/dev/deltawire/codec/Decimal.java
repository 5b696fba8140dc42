package dev.deltawire.codec;

import java.nio.ByteBuffer;

/** Integers as decimal digits. */
final class Decimal {
  private Decimal() {}

  /** The number of digits of {@code value}, which is not negative. */
  static int digits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Puts the digits of {@code value}, which is not negative. */
  static void put(ByteBuffer dst, long value) {
    int start = dst.position();
    int end = start + digits(value);
    long rest = value;
    for (int i = end - 1; i >= start; i--) {
      dst.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    dst.position(end);
  }

  /**
   * Writes any long with its sign.
   *
   * @param dst has room for 20 bytes
   * @return the index after the last digit
   */
  static int put(byte[] dst, int pos, long value) {
    int start = pos;
    if (value < 0) {
      dst[start++] = '-';
    }
    int end = start + digits(value);
    long rest = value;
    for (int i = end - 1; i >= start; i--) {
      dst[i] = (byte) ('0' + Math.abs(rest % 10));
      rest /= 10;
    }
    return end;
  }
}
