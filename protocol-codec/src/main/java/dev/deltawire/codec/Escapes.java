package dev.deltawire.codec;

/** The bytes that single code points have in JSON strings (RFC 8259 §7). */
final class Escapes {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /**
   * For each character of Latin-1 up to six bytes, the first one in the lowest place, above them
   * its raw length and in the highest place how many they are.
   */
  private static final long[] LATIN1 = new long[0x100];

  private static final int LONGEST = 6;
  private static final int RAW_SHIFT = 48;
  private static final int LENGTH_SHIFT = 56;

  static {
    for (int c = 0; c < LATIN1.length; c++) {
      LATIN1[c] =
          c < 0x80
              ? 1L << RAW_SHIFT | ascii(c)
              : 2L << RAW_SHIFT | bytes(0xC0 | c >> 6, 0x80 | last(c));
    }
  }

  private Escapes() {}

  private static long ascii(int c) {
    return PlainText.isPlain((char) c) ? bytes(c) : escape(c);
  }

  private static long escape(int c) {
    return switch (c) {
      case '"', '\\' -> bytes('\\', c);
      case '\b' -> bytes('\\', 'b');
      case '\f' -> bytes('\\', 'f');
      case '\n' -> bytes('\\', 'n');
      case '\r' -> bytes('\\', 'r');
      case '\t' -> bytes('\\', 't');
      default -> bytes('\\', 'u', '0', '0', hexDigit(c >> 4), hexDigit(c));
    };
  }

  private static long bytes(int... bytes) {
    long packed = (long) bytes.length << LENGTH_SHIFT;
    for (int i = 0; i < bytes.length; i++) {
      packed |= (long) bytes[i] << (i * Byte.SIZE);
    }
    return packed;
  }

  /** The lower-case digit of the lowest four bits. */
  static byte hexDigit(long value) {
    return HEX[(int) value & 0xF];
  }

  /** The escape of a character of Latin-1, which is itself if it is plain. */
  static long of(byte c) {
    return LATIN1[c & 0xFF];
  }

  static int length(long escape) {
    return (int) (escape >>> LENGTH_SHIFT);
  }

  static int rawLength(long escape) {
    return (int) (escape >>> RAW_SHIFT) & 0xFF;
  }

  /** Writes an escape, and over six bytes. */
  static void put(long escape, byte[] dst, int pos) {
    Utf8.putHalf(dst, pos, (int) escape);
    Utf8.putQuarter(dst, pos + Integer.BYTES, (short) (escape >>> Integer.SIZE));
  }

  /**
   * Writes an ASCII character, and over six bytes.
   *
   * @return the index after it
   */
  static int put(int ascii, byte[] dst, int pos) {
    long escape = LATIN1[ascii];
    put(escape, dst, pos);
    return pos + length(escape);
  }

  /**
   * Writes the escapes of characters of Latin-1 as long as they have the same lengths as the first
   * one's, which is not plain.
   *
   * @return how many characters
   */
  static int putAlike(long first, byte[] src, int from, int to, byte[] dst, int pos) {
    int lengths = (int) (first >>> RAW_SHIFT);
    return length(first) == 2
        ? putTwos(lengths, src, from, to - from, dst, pos)
        : putSixes(lengths, src, from, to - from, dst, pos);
  }

  /** Writes the escapes of bytes that are the same, most of them as copies of the first eight. */
  static void putSame(byte[] src, int from, int count, byte[] dst, int pos) {
    long escape = of(src[from]);
    int some = Math.min(count, Long.BYTES);
    putAlike(escape, src, from, from + some, dst, pos);
    int length = length(escape);
    int done = some * length;
    for (int all = count * length; done < all; done += Math.min(done, all - done)) {
      System.arraycopy(dst, pos, dst, pos + done, Math.min(done, all - done));
    }
  }

  private static int putTwos(int lengths, byte[] src, int from, int count, byte[] dst, int pos) {
    for (int k = 0; k < count; k++) {
      long escape = of(src[from + k]);
      if (escape >>> RAW_SHIFT != lengths) {
        return k;
      }
      Utf8.putQuarter(dst, pos + 2 * k, (short) escape);
    }
    return count;
  }

  private static int putSixes(int lengths, byte[] src, int from, int count, byte[] dst, int pos) {
    for (int k = 0; k < count; k++) {
      long escape = of(src[from + k]);
      if (escape >>> RAW_SHIFT != lengths) {
        return k;
      }
      put(escape, dst, pos + LONGEST * k);
    }
    return count;
  }

  /**
   * Writes U+FFFD, and over four bytes.
   *
   * @return its length
   */
  static int putReplacement(byte[] dst, int pos) {
    return putThree(Utf8.REPLACEMENT, dst, pos) - pos;
  }

  /** Writes a code point from 0x80 to 0x7FF; returns the index after it. */
  static int putTwo(int c, byte[] dst, int pos) {
    Utf8.putQuarter(dst, pos, (short) (0x80C0 | c >> 6 | last(c) << 8));
    return pos + 2;
  }

  /** Writes a code point from 0x800 to 0xFFFF, and over four bytes; returns the index after it. */
  static int putThree(int c, byte[] dst, int pos) {
    Utf8.putHalf(dst, pos, 0x8080E0 | c >> 12 | ((c << 2) & 0x3F00) | ((c << 16) & 0x3F0000));
    return pos + 3;
  }

  /** Writes a code point from 0x10000 on; returns the index after it. */
  static int putFour(int c, byte[] dst, int pos) {
    int seconds = ((c >> 4) & 0x3F00) | ((c << 10) & 0x3F0000) | ((c << 24) & 0x3F000000);
    Utf8.putHalf(dst, pos, 0x808080F0 | c >> 18 | seconds);
    return pos + 4;
  }

  /** The bits that a sequence's last byte tells. */
  private static int last(int c) {
    return c & 0x3F;
  }
}
