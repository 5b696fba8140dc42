package dev.deltawire.codec;

/**
 * The copying of text that stands in a JSON string as it is, eight characters at a time.
 *
 * <p>Each {@code copy} copies what is plain from {@code from} on and returns how much that was; it
 * may write as many bytes as the slice has characters.
 */
final class PlainText {
  private PlainText() {}

  /** Of characters. */
  static int copy(String src, int from, int to, byte[] dst, int pos) {
    int count = to - from;
    int done = 0;
    for (; count - done >= Long.BYTES; done += Long.BYTES) { // no step waits for the last one's sum
      int plain = copyWord(src, from + done, dst, pos + done);
      if (plain < Long.BYTES) {
        return done + plain;
      }
    }
    if (done == count) {
      return done;
    }
    if (count >= Long.BYTES) { // once more what is known to be plain, and the rest
      done = count - Long.BYTES;
      int plain = copyWord(src, from + done, dst, pos + done);
      return plain < Long.BYTES ? done + plain : count;
    }
    return copyShort(src, from, to, dst, pos);
  }

  /** Copies eight characters or those before the first one that is not plain. */
  private static int copyWord(String src, int i, byte[] dst, int pos) {
    char c0 = src.charAt(i);
    char c1 = src.charAt(i + 1);
    char c2 = src.charAt(i + 2);
    char c3 = src.charAt(i + 3);
    char c4 = src.charAt(i + 4);
    char c5 = src.charAt(i + 5);
    char c6 = src.charAt(i + 6);
    char c7 = src.charAt(i + 7);
    if ((c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7) >= 0x80) {
      return copyChars(src, i, i + Long.BYTES, dst, pos);
    }
    long low = c0 | (c1 << 8) | (c2 << 16) | (c3 << 24);
    long high = c4 | (c5 << 8) | (c6 << 16) | (c7 << 24);
    long word = low | (high << 32);
    Utf8.putWord(dst, pos, word);
    long specials = Utf8.specials(word);
    return specials == 0 ? Long.BYTES : Utf8.firstByte(specials);
  }

  /** As {@link #copy}, of fewer than eight characters: four and, overlapping, four. */
  private static int copyShort(String src, int from, int to, byte[] dst, int pos) {
    int count = to - from;
    if (count >= Integer.BYTES) {
      char c0 = src.charAt(from);
      char c1 = src.charAt(from + 1);
      char c2 = src.charAt(from + 2);
      char c3 = src.charAt(from + 3);
      char c4 = src.charAt(to - 4);
      char c5 = src.charAt(to - 3);
      char c6 = src.charAt(to - 2);
      char c7 = src.charAt(to - 1);
      if ((c0 | c1 | c2 | c3 | c4 | c5 | c6 | c7) < 0x80) {
        int low = c0 | (c1 << 8) | (c2 << 16) | (c3 << 24);
        int high = c4 | (c5 << 8) | (c6 << 16) | (c7 << 24);
        if (Utf8.specials(low | ((long) high << 32)) == 0) {
          Utf8.putHalf(dst, pos, low);
          Utf8.putHalf(dst, pos + count - Integer.BYTES, high);
          return count;
        }
      }
    }
    return copyChars(src, from, to, dst, pos);
  }

  private static int copyChars(String src, int from, int to, byte[] dst, int pos) {
    int p = pos;
    for (int i = from; i < to; i++) {
      char c = src.charAt(i);
      if (!isPlain(c)) {
        break;
      }
      dst[p++] = (byte) c;
    }
    return p - pos;
  }

  /** The same as for a String, whose calls the compiler can bind only if they stand apart. */
  static int copy(CharSequence src, int from, int to, byte[] dst, int pos) {
    int p = pos;
    for (int i = from; i < to; i++) {
      char c = src.charAt(i);
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
    int done = 0;
    for (; count - done >= Long.BYTES; done += Long.BYTES) { // no step waits for the last one's sum
      int plain = copyWord(src, from + done, dst, pos + done);
      if (plain < Long.BYTES) {
        return done + plain;
      }
    }
    if (done == count) {
      return done;
    }
    if (count >= Long.BYTES) { // once more what is known to be plain, and the rest
      done = count - Long.BYTES;
      int plain = copyWord(src, from + done, dst, pos + done);
      return plain < Long.BYTES ? done + plain : count;
    }
    return copyShort(src, from, to, dst, pos);
  }

  /** Copies eight bytes, and says how many of them are plain before one is not. */
  private static int copyWord(byte[] src, int i, byte[] dst, int pos) {
    long word = Utf8.word(src, i);
    Utf8.putWord(dst, pos, word);
    long specials = Utf8.specials(word);
    return specials == 0 ? Long.BYTES : Utf8.firstByte(specials);
  }

  /** As {@link #copy}, of fewer than eight bytes: four and, overlapping, four. */
  private static int copyShort(byte[] src, int from, int to, byte[] dst, int pos) {
    int count = to - from;
    if (count >= Integer.BYTES) {
      int low = Utf8.half(src, from);
      int high = Utf8.half(src, to - Integer.BYTES);
      if (Utf8.specials((low & 0xFFFFFFFFL) | ((long) high << 32)) == 0) {
        Utf8.putHalf(dst, pos, low);
        Utf8.putHalf(dst, pos + count - Integer.BYTES, high);
        return count;
      }
    }
    int i = from;
    int p = pos;
    while (i < to && isPlain((char) src[i])) {
      dst[p++] = src[i++];
    }
    return i - from;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }
}
