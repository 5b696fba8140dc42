package dev.deltawire.codec;

/** The characters of scanned JSON strings, escapes resolved. */
final class StringChars {
  /** A longer string gets an array of its own, so that a thread keeps little. */
  private static final int KEPT = 4096;

  private static final ThreadLocal<char[]> CHARS = ThreadLocal.withInitial(() -> new char[KEPT]);

  /** What the letters of short escapes stand for. */
  private static final char[] SHORT_ESCAPES = new char[0x80];

  static {
    for (char letter : new char[] {'"', '\\', '/'}) {
      SHORT_ESCAPES[letter] = letter;
    }
    SHORT_ESCAPES['b'] = '\b';
    SHORT_ESCAPES['f'] = '\f';
    SHORT_ESCAPES['n'] = '\n';
    SHORT_ESCAPES['r'] = '\r';
    SHORT_ESCAPES['t'] = '\t';
  }

  private StringChars() {}

  /** The text of a string that the scanner has accepted. */
  static String text(byte[] src, int from, int to) {
    char[] chars = to - from <= KEPT ? CHARS.get() : new char[to - from];
    return new String(chars, 0, read(src, from, to, chars));
  }

  /** Writes the characters from the array's start on, and says how many there are. */
  private static int read(byte[] src, int from, int to, char[] dst) {
    int p = 0;
    int i = from;
    while (i < to) {
      byte b = src[i];
      if (b >= 0 && b != '\\') {
        dst[p++] = (char) b;
        i++;
      } else if (b == '\\') {
        byte kind = src[i + 1];
        boolean isShort = kind != 'u';
        dst[p++] = isShort ? SHORT_ESCAPES[kind] : (char) JsonEscape.hex4(src, i + 2);
        i += isShort ? 2 : 6;
      } else if (b < (byte) 0xE0) {
        dst[p++] = (char) (((b & 0x1F) << 6) | low(src[i + 1]));
        i += 2;
      } else if (b < (byte) 0xF0) {
        dst[p++] = (char) (((b & 0xF) << 12) | (low(src[i + 1]) << 6) | low(src[i + 2]));
        i += 3;
      } else {
        p += pair(src, i, dst, p);
        i += 4;
      }
    }
    return p;
  }

  /** The two characters of a sequence of four bytes. */
  private static int pair(byte[] src, int i, char[] dst, int p) {
    int high = ((src[i] & 7) << 18) | (low(src[i + 1]) << 12);
    return Character.toChars(high | (low(src[i + 2]) << 6) | low(src[i + 3]), dst, p);
  }

  private static int low(byte continuation) {
    return continuation & 0x3F;
  }
}
