package dev.deltawire.codec;

import java.util.Arrays;

/**
 * The text of JSON strings as streams keep it: escaped UTF-8, without the quotes.
 *
 * <p><em>Raw</em> lengths and offsets count the UTF-8 bytes of the text before escaping.
 * Every slice given to this class starts and ends on a boundary of a code point. Nothing here
 * allocates but {@link #unescape(byte[], int, int)} and, once a thread, {@link #escape} and {@link
 * #escapeUtf8}.
 */
public final class JsonEscape {
  private static final byte[] HEX_VALUES = new byte[0x100];

  static {
    Arrays.fill(HEX_VALUES, (byte) -1);
    for (byte value = 0; value < 0x10; value++) {
      HEX_VALUES[Escapes.hexDigit(value)] = value;
      HEX_VALUES[Character.toUpperCase(Escapes.hexDigit(value))] = value;
    }
  }

  /** Each thread's, made when it first escapes what is not short and plain. */
  private static final ThreadLocal<TextPiece> PIECE = ThreadLocal.withInitial(TextPiece::new);

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
    return PIECE.get().escape(src, from, to, dst, pos);
  }

  /**
   * Writes the UTF-8 text {@code src[from,to)} escaped. Each byte that is not part of a well-formed
   * sequence becomes U+FFFD.
   *
   * @param dst as for {@link #escape}
   * @return as for {@link #escape}
   */
  public static long escapeUtf8(byte[] src, int from, int to, byte[] dst, int pos) {
    if (to - from >= TextPiece.WORTH) {
      return PIECE.get().escapeUtf8(src, from, to, dst, pos);
    }
    int run = PlainText.copy(src, from, to, dst, pos);
    return run == to - from
        ? pack(pos + run, run)
        : escapeUtf8After(run, src, from + run, to, dst, pos + run);
  }

  private static long escapeUtf8After(
      int before, byte[] src, int from, int to, byte[] dst, int pos) {
    int i = from;
    int p = pos;
    int raw = before + to - from;
    while (i < to) {
      do {
        if (src[i] >= 0) {
          p = Escapes.put(src[i++], dst, p);
          continue;
        }
        int length = Utf8.copySequences(src, i, to, dst, p);
        i += length;
        p += length;
        if (length == 0) {
          i++;
          p += Escapes.putReplacement(dst, p);
          raw += Utf8.length(Utf8.REPLACEMENT) - 1;
        }
      } while (i < to && !PlainText.isPlain(src[i]));
      int run = PlainText.copy(src, i, to, dst, p);
      i += run;
      p += run;
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

  /** The raw UTF-8 bytes of an escaped slice, in a new array. */
  public static byte[] unescape(byte[] escaped, int from, int to) {
    byte[] raw = new byte[to - from];
    return Arrays.copyOf(raw, unescape(escaped, from, to, raw));
  }

  /**
   * Writes the raw UTF-8 bytes of an escaped slice.
   *
   * @param raw has room for {@code to - from} bytes from its beginning on
   * @return how many they are; bytes behind them may be overwritten within that room
   */
  public static int unescape(byte[] escaped, int from, int to, byte[] raw) {
    int p = 0;
    int i = from;
    while (i < to) {
      int run = copyPlain(escaped, i, to, raw, p);
      i += run;
      p += run;
      if (i == to) {
        break;
      }
      if (escaped[i + 1] == 'u') {
        p = Utf8.put(unicodeEscape(escaped, i, to), raw, p);
        i += escapeLength(escaped, i, to);
      } else {
        raw[p++] = shortEscape(escaped[i + 1]);
        i += 2;
      }
    }
    return p;
  }

  /** Copies what comes before a backslash by words, the last of which reach beyond it. */
  private static int copyPlain(byte[] src, int from, int to, byte[] dst, int pos) {
    int i = from;
    int p = pos;
    for (; to - i >= Long.BYTES; i += Long.BYTES, p += Long.BYTES) {
      long word = Utf8.word(src, i);
      Utf8.putWord(dst, p, word);
      long mask = Utf8.backslashes(word);
      if (mask != 0) {
        return i + Utf8.firstByte(mask) - from;
      }
    }
    while (i < to && src[i] != '\\') {
      dst[p++] = src[i++];
    }
    return i - from;
  }

  static long pack(int position, int raw) {
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
    byte kind = escaped[i + 1];
    return kind == 'u' ? unicodeEscape(escaped, i, to) : shortEscape(kind);
  }

  private static byte shortEscape(byte kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
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
}
