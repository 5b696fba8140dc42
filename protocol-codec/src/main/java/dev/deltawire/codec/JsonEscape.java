package dev.deltawire.codec;

import java.util.Arrays;

/**
 * The text of JSON strings as streams keep it: escaped UTF-8, without the quotes.
 *
 * <p><em>Raw</em> lengths and offsets count the UTF-8 bytes of the text before escaping.
 * Every slice given to this class starts and ends on a boundary of a code point. Nothing here
 * allocates but {@link #unescape} and, once a thread, {@link #escape}.
 */
public final class JsonEscape {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final byte[] HEX_VALUES = new byte[0x100];

  static {
    Arrays.fill(HEX_VALUES, (byte) -1);
    for (byte value = 0; value < HEX.length; value++) {
      HEX_VALUES[HEX[value]] = value;
      HEX_VALUES[Character.toUpperCase(HEX[value])] = value;
    }
  }

  private static final int PIECE_CHARS = 1024;

  /** Each thread's room for characters, made when it first escapes what is no short plain text. */
  private static final ThreadLocal<char[]> PIECE =
      ThreadLocal.withInitial(() -> new char[PIECE_CHARS]);

  private JsonEscape() {}

  /**
   * Writes {@code src[from,to)} escaped. A surrogate without its partner becomes U+FFFD.
   *
   * @param dst has room for {@code 6L * (to - from)} bytes from {@code pos} on; bytes after the new
   *     position may be overwritten within that room
   * @return the new {@linkplain #position position} and the {@linkplain #rawLength(long) raw
   *     length}, packed
   */
  public static long escape(CharSequence src, int from, int to, byte[] dst, int pos) {
    if (to - from <= Long.BYTES && src instanceof String text) {
      int run = PlainText.copyShort(text, from, to, dst, pos);
      if (run == to - from) {
        return pack(pos + run, run);
      }
    }
    return escapePieces(src, from, to, dst, pos);
  }

  /** By way of an array, whose elements are quicker to come by than characters. */
  private static long escapePieces(CharSequence src, int from, int to, byte[] dst, int pos) {
    char[] piece = PIECE.get();
    long escaped = pack(pos, 0);
    for (int i = from; i < to; ) {
      int end = pieceEnd(src, i, to);
      copyChars(src, i, end, piece);
      escaped = escapeChars(piece, end - i, dst, escaped);
      i = end;
    }
    return escaped;
  }

  private static int pieceEnd(CharSequence src, int from, int to) {
    if (to - from <= PIECE_CHARS) {
      return to;
    }
    int end = from + PIECE_CHARS;
    return Character.isHighSurrogate(src.charAt(end - 1)) ? end - 1 : end;
  }

  private static void copyChars(CharSequence src, int from, int to, char[] piece) {
    if (src instanceof String text) {
      text.getChars(from, to, piece, 0);
    } else {
      for (int i = from; i < to; i++) {
        piece[i - from] = src.charAt(i);
      }
    }
  }

  private static long escapeChars(char[] src, int to, byte[] dst, long before) {
    int i = 0;
    int p = position(before);
    int raw = rawLength(before);
    while (i < to) {
      int run = PlainText.copy(src, i, to, dst, p);
      i += run;
      p += run;
      raw += run;
      while (i < to && !PlainText.isPlain(src[i])) {
        int codePoint = codePointAt(src, i, to);
        i += Character.charCount(codePoint);
        int end = put(codePoint, dst, p);
        raw += codePoint < 0x80 ? 1 : end - p;
        p = end;
      }
    }
    return pack(p, raw);
  }

  /**
   * Writes the UTF-8 text {@code src[from,to)} escaped. Each byte that is not part of a well-formed
   * sequence becomes U+FFFD.
   *
   * @param dst as for {@link #escape}
   * @return as for {@link #escape}
   */
  public static long escapeUtf8(byte[] src, int from, int to, byte[] dst, int pos) {
    int run = PlainText.copy(src, from, to, dst, pos);
    return run == to - from
        ? pack(pos + run, run)
        : escapeUtf8After(run, src, from + run, to, dst, pos + run);
  }

  private static long escapeUtf8After(
      int before, byte[] src, int from, int to, byte[] dst, int pos) {
    int i = from;
    int p = pos;
    int raw = before;
    while (i < to) {
      do {
        int length = Utf8.sequenceLength(src, i, to);
        p = length > 1 ? copy(src, i, length, dst, p) : put(single(src[i]), dst, p);
        raw += length == 0 ? Utf8.length(Utf8.REPLACEMENT) : length;
        i += Math.max(length, 1);
      } while (i < to && !PlainText.isPlain((char) src[i]));
      int run = PlainText.copy(src, i, to, dst, p);
      i += run;
      p += run;
      raw += run;
    }
    return pack(p, raw);
  }

  /** The position after the last byte written, from what {@link #escape} returned. */
  public static int position(long packed) {
    return (int) (packed >>> 32);
  }

  /** The raw length of what was written, from what {@link #escape} returned. */
  public static int rawLength(long packed) {
    return (int) packed;
  }

  /** The raw length of an escaped slice. */
  public static int rawLength(byte[] escaped, int from, int to) {
    int raw = 0;
    int i = from;
    while (i < to) {
      int run = beforeBackslash(escaped, i, to);
      i += run;
      raw += run;
      if (i < to) {
        raw += escapeRawLength(escaped, i, to);
        i += escapeLength(escaped, i, to);
      }
    }
    return raw;
  }

  /**
   * The index after {@code rawBytes} raw bytes.
   *
   * @return -1 if that is inside a code point or beyond {@code to}
   */
  public static int skip(byte[] escaped, int from, int to, long rawBytes) {
    if (rawBytes < 0 || rawBytes > to - from) {
      return -1;
    }
    long reached = advance(escaped, from, to, (int) rawBytes);
    return rawLength(reached) == rawBytes ? position(reached) : -1;
  }

  /** The greatest index on a boundary so that the slice up to it has at most that raw length. */
  public static int cut(byte[] escaped, int from, int to, int maxRaw) {
    return position(advance(escaped, from, to, maxRaw));
  }

  /** The raw UTF-8 bytes of an escaped slice, in a new array. */
  public static byte[] unescape(byte[] escaped, int from, int to) {
    byte[] raw = new byte[to - from];
    int p = 0;
    int i = from;
    while (i < to) {
      int run = beforeBackslash(escaped, i, to);
      System.arraycopy(escaped, i, raw, p, run);
      i += run;
      p += run;
      if (i < to) {
        p = Utf8.put(escapedCodePoint(escaped, i, to), raw, p);
        i += escapeLength(escaped, i, to);
      }
    }
    return Arrays.copyOf(raw, p);
  }

  /** Whether an escaped slice differs from its raw text. */
  static boolean hasEscape(byte[] escaped, int from, int to) {
    return beforeBackslash(escaped, from, to) < to - from;
  }

  private static long pack(int position, int raw) {
    return ((long) position << 32) | raw;
  }

  /** Index and raw length of the longest slice of whole code points within {@code maxRaw}. */
  private static long advance(byte[] escaped, int from, int to, int maxRaw) {
    int i = from;
    int raw = 0;
    while (i < to && raw < maxRaw) {
      int run = beforeBackslash(escaped, i, (int) Math.min(to, (long) i + maxRaw - raw));
      i += run;
      raw += run;
      if (i < to && raw < maxRaw) {
        int width = escapeRawLength(escaped, i, to);
        if (raw + width > maxRaw) {
          break;
        }
        raw += width;
        i += escapeLength(escaped, i, to);
      }
    }
    while (i > from && i < to && Utf8.isContinuation(escaped[i])) {
      i--;
      raw--;
    }
    return pack(i, raw);
  }

  private static int beforeBackslash(byte[] escaped, int from, int to) {
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) {
      long mask = Utf8.backslashes(Utf8.word(escaped, i));
      if (mask != 0) {
        return i + Utf8.firstByte(mask) - from;
      }
    }
    while (i < to && escaped[i] != '\\') {
      i++;
    }
    return i - from;
  }

  /** The length of the escape at {@code i}; a pair of surrogate escapes is one. */
  private static int escapeLength(byte[] escaped, int i, int to) {
    if (escaped[i + 1] != 'u') {
      return 2;
    }
    return Character.isSupplementaryCodePoint(escapedCodePoint(escaped, i, to)) ? 12 : 6;
  }

  private static int escapeRawLength(byte[] escaped, int i, int to) {
    return escaped[i + 1] == 'u' ? Utf8.length(escapedCodePoint(escaped, i, to)) : 1;
  }

  private static int escapedCodePoint(byte[] escaped, int i, int to) {
    return switch (escaped[i + 1]) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicodeEscape(escaped, i, to);
      default -> escaped[i + 1];
    };
  }

  private static int unicodeEscape(byte[] escaped, int i, int to) {
    char first = (char) hex4(escaped, i + 2);
    if (!Character.isSurrogate(first)) {
      return first;
    }
    if (Character.isHighSurrogate(first) && isUnicodeEscape(escaped, i + 6, to)) {
      char second = (char) hex4(escaped, i + 8);
      if (Character.isLowSurrogate(second)) {
        return Character.toCodePoint(first, second);
      }
    }
    return Utf8.REPLACEMENT;
  }

  private static boolean isUnicodeEscape(byte[] escaped, int i, int to) {
    return to - i >= 6 && escaped[i] == '\\' && escaped[i + 1] == 'u';
  }

  /** The value of four hexadecimal digits, or a negative number if one of them is none. */
  static int hex4(byte[] src, int i) {
    return (hex(src[i]) << 12) | (hex(src[i + 1]) << 8) | (hex(src[i + 2]) << 4) | hex(src[i + 3]);
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hex(byte b) {
    return HEX_VALUES[b & 0xFF];
  }

  /** The lower-case digit of the lowest four bits. */
  static byte hexDigit(long value) {
    return HEX[(int) value & 0xF];
  }

  /** For the few bytes of one code point, where calling for a copy costs more than copying. */
  private static int copy(byte[] src, int from, int length, byte[] dst, int pos) {
    for (int k = 0; k < length; k++) {
      dst[pos + k] = src[from + k];
    }
    return pos + length;
  }

  private static int single(byte b) {
    return b < 0 ? Utf8.REPLACEMENT : b;
  }

  private static int codePointAt(char[] src, int i, int to) {
    char c = src[i];
    if (!Character.isSurrogate(c)) {
      return c;
    }
    if (Character.isHighSurrogate(c) && i + 1 < to) {
      char next = src[i + 1];
      if (Character.isLowSurrogate(next)) {
        return Character.toCodePoint(c, next);
      }
    }
    return Utf8.REPLACEMENT;
  }

  private static int put(int codePoint, byte[] dst, int pos) {
    if (codePoint >= 0x20 && codePoint != '"' && codePoint != '\\') {
      return Utf8.put(codePoint, dst, pos);
    }
    dst[pos] = '\\';
    byte letter = shortEscape(codePoint);
    if (letter != 'u') {
      dst[pos + 1] = letter;
      return pos + 2;
    }
    dst[pos + 1] = 'u';
    dst[pos + 2] = '0';
    dst[pos + 3] = '0';
    dst[pos + 4] = hexDigit(codePoint >> 4);
    dst[pos + 5] = hexDigit(codePoint);
    return pos + 6;
  }

  private static byte shortEscape(int codePoint) {
    return switch (codePoint) {
      case '"', '\\' -> (byte) codePoint;
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 'u';
    };
  }
}
