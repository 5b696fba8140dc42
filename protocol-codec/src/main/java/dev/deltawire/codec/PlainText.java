package dev.deltawire.codec;

/**
 * The copying of text that stands in a JSON string as it is, eight characters at a time.
 *
 * <p>Each {@code copy} copies what is plain from {@code from} on and returns how much that was; it
 * may write as many bytes as the slice has characters, and eight if it has two or more.
 */
final class PlainText {
  private PlainText() {}

  /**
   * Of up to eight characters. The word's places beyond them hold zeros, which are not plain
   * either, so that none is counted.
   */
  static int copyShort(String src, int from, int to, byte[] dst, int pos) {
    if (to - from < 2) {
      return 0;
    }
    int all = 0;
    long word = 0;
    for (int i = to - 1; i >= from; i--) {
      char c = src.charAt(i);
      all |= c;
      word = word << 8 | c;
    }
    if (all >= 0x80) {
      return 0;
    }
    Utf8.putWord(dst, pos, word);
    return Utf8.firstByte(Utf8.specials(word));
  }

  /** Of characters. */
  static int copy(char[] src, int from, int to, byte[] dst, int pos) {
    int i = from;
    for (; to - i >= Long.BYTES; i += Long.BYTES) { // no step waits for the last one's count
      int plain = copyWord(src, i, dst, pos + i - from);
      if (plain < Long.BYTES) {
        return i + plain - from;
      }
    }
    return i - from + copyChars(src, i, to, dst, pos + i - from);
  }

  /** Copies eight characters or those before the first one that is not plain. */
  private static int copyWord(char[] src, int i, byte[] dst, int pos) {
    char c7 = src[i + 7];
    char c0 = src[i];
    char c1 = src[i + 1];
    char c2 = src[i + 2];
    char c3 = src[i + 3];
    char c4 = src[i + 4];
    char c5 = src[i + 5];
    char c6 = src[i + 6];
    if ((c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7) >= 0x80) {
      return copyChars(src, i, i + Long.BYTES, dst, pos);
    }
    long low = c0 | (c1 << 8) | (c2 << 16) | (c3 << 24);
    long high = c4 | (c5 << 8) | (c6 << 16) | (c7 << 24);
    long word = low | (high << 32);
    Utf8.putWord(dst, pos, word);
    return Utf8.firstByte(Utf8.specials(word));
  }

  private static int copyChars(char[] src, int from, int to, byte[] dst, int pos) {
    int p = pos;
    for (int i = from; i < to; i++) {
      char c = src[i];
      if (!isPlain(c)) {
        break;
      }
      dst[p++] = (byte) c;
    }
    return p - pos;
  }

  /** Of UTF-8 bytes. */
  static int copy(byte[] src, int from, int to, byte[] dst, int pos) {
    int count = to - from;
    return count <= Long.BYTES
        ? copyShort(src, from, count, dst, pos)
        : copyLong(src, from, count, dst, pos);
  }

  private static int copyLong(byte[] src, int from, int count, byte[] dst, int pos) {
    int last = count - Long.BYTES;
    for (int done = 0; done < last; done += Long.BYTES) {
      int plain = copyWord(src, from + done, dst, pos + done);
      if (plain < Long.BYTES) {
        return done + plain;
      }
    }
    return last + copyWord(src, from + last, dst, pos + last);
  }

  /** Copies eight bytes, and says how many of them are plain before one is not. */
  private static int copyWord(byte[] src, int i, byte[] dst, int pos) {
    long word = Utf8.word(src, i);
    Utf8.putWord(dst, pos, word);
    return Utf8.firstByte(Utf8.specials(word));
  }

  private static int copyShort(byte[] src, int from, int count, byte[] dst, int pos) {
    int to = from + count;
    long word;
    if (count >= Integer.BYTES) {
      long low = Utf8.half(src, from) & 0xFFFFFFFFL;
      long high = Utf8.half(src, to - Integer.BYTES) & 0xFFFFFFFFL;
      word = low | (high << ((count - Integer.BYTES) << 3));
    } else if (count >= 2) {
      long ends = (src[from] & 0xFF) | (src[from + 1] & 0xFF) << 8;
      word = ends | (src[to - 1] & 0xFFL) << ((count - 1) << 3);
    } else {
      return copyOne(src, from, to, dst, pos);
    }
    Utf8.putWord(dst, pos, word);
    return Utf8.firstByte(Utf8.specials(word));
  }

  private static int copyOne(byte[] src, int from, int to, byte[] dst, int pos) {
    if (from == to || !isPlain(src[from])) {
      return 0;
    }
    dst[pos] = src[from];
    return 1;
  }

  static boolean isPlain(byte b) {
    return b >= 0x20 && b != '"' && b != '\\';
  }

  static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }
}
