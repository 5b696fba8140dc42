package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.model.JsonLimits;

/** Numbers of scanned JSON text by their exact decimal value. */
final class JsonNumbers {
  /** What {@link #integer} returns for a number that is no {@code int} of the wire. */
  static final long NOT_AN_INTEGER = Long.MIN_VALUE;

  /** The digits of the greatest integer. */
  private static final int MAX_DIGITS = 16;

  /** Beyond any exponent that as many zeros as fit into an array could make good. */
  private static final long MAX_EXPONENT = 1L << 40;

  /** A number of so many digits is far below the greatest double. */
  private static final int MAX_SHORT_DIGITS = 18;

  private JsonNumbers() {}

  /**
   * The integer that a scanned number is (X-29: 3, 3.0 and 3e0 are equal), in linear time whatever
   * its exponent.
   */
  static long integer(byte[] text, int from, int to) {
    int mantissaEnd = indexOf(text, from, to, 'e');
    int first = from;
    while (first < mantissaEnd && !isNonzeroDigit(text[first])) {
      first++;
    }
    if (first == mantissaEnd) {
      return 0;
    }
    int last = mantissaEnd - 1;
    while (!isNonzeroDigit(text[last])) {
      last--;
    }
    int point = indexOf(text, from, mantissaEnd, '.');
    long exponent = exponent(text, mantissaEnd, to) + placeOf(last, point);
    boolean crossesPoint = first < point && point < last;
    int digits = last - first + (crossesPoint ? 0 : 1);
    if (exponent < 0 || digits + exponent > MAX_DIGITS) {
      return NOT_AN_INTEGER;
    }
    long magnitude = magnitude(text, first, last, (int) exponent);
    if (!JsonLimits.isInteger(magnitude)) {
      return NOT_AN_INTEGER;
    }
    return text[from] == '-' ? -magnitude : magnitude;
  }

  /** Whether a scanned value that starts so is a number. */
  static boolean startsWith(byte first) {
    return first == '-' || (first >= '0' && first <= '9');
  }

  /** Whether it is a number of so few bytes, all digits, that it need not be read to be judged. */
  static boolean isShort(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i == to && to - from <= MAX_SHORT_DIGITS;
  }

  /** The nearest double of a scanned number, infinite if none is near. */
  static double nearest(byte[] text, int from, int to) {
    return Double.parseDouble(new String(text, from, to - from, US_ASCII));
  }

  /** The power of ten that the digit at {@code index} counts. */
  private static int placeOf(int index, int point) {
    return index < point ? point - index - 1 : point - index;
  }

  private static long magnitude(byte[] text, int first, int last, int exponent) {
    long value = 0;
    for (int i = first; i <= last; i++) {
      if (text[i] != '.') {
        value = value * 10 + (text[i] - '0');
      }
    }
    for (int i = 0; i < exponent; i++) {
      value *= 10;
    }
    return value;
  }

  private static long exponent(byte[] text, int e, int to) {
    if (e == to) {
      return 0;
    }
    boolean negative = text[e + 1] == '-';
    long value = 0;
    for (int i = negative || text[e + 1] == '+' ? e + 2 : e + 1; i < to; i++) {
      value = Math.min(MAX_EXPONENT, value * 10 + (text[i] - '0'));
    }
    return negative ? -value : value;
  }

  /** The index of a letter in any case or of the point, or {@code to}. */
  private static int indexOf(byte[] text, int from, int to, char wanted) {
    int i = from;
    while (i < to && (text[i] | 0x20) != (wanted | 0x20)) {
      i++;
    }
    return i;
  }

  private static boolean isNonzeroDigit(byte b) {
    return b >= '1' && b <= '9';
  }
}
