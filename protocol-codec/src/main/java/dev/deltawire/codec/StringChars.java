package dev.deltawire.codec;

/** The characters of JSON strings, escapes resolved. */
final class StringChars {
  /** A longer string gets an array of its own, so that a thread keeps little. */
  static final int KEPT = 4096;

  private static final ThreadLocal<char[]> CHARS = ThreadLocal.withInitial(() -> new char[KEPT]);

  /** What the letters of short escapes stand for; 0 for no such letter. */
  private static final char[] SHORT_ESCAPES = new char[0x100];

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

  /** The text of a string that the scanner has accepted, whose closing quote is at {@code to}. */
  static String text(byte[] src, int from, int to) {
    char[] chars = to - from < KEPT ? CHARS.get() : new char[to - from + 1];
    return new String(chars, 0, JsonEscape.rawLength(read(src, from, to + 1, chars, 0)));
  }

  /**
   * Reads and validates a string up to its closing quote.
   *
   * @param from the index of its first character
   * @return the index behind the quote and the number of characters, {@linkplain JsonEscape#pack
   *     packed}; 0 if it is malformed, or if the array may be too short for it
   */
  static long read(byte[] src, int from, int to, char[] dst, int pos) {
    int p = pos;
    int i = from;
    int end = Math.min(to, from + dst.length - pos); // no byte makes more than one character
    while (i < end) {
      byte b = src[i];
      if (b >= '#' && b != '\\') {
        dst[p++] = (char) b;
        i++;
      } else if (b == '"') {
        return JsonEscape.pack(i + 1, p - pos);
      } else if (b == ' ' || b == '!') {
        dst[p++] = (char) b;
        i++;
      } else {
        int length = b == '\\' ? escape(src, i, end, dst, p) : sequence(src, i, end, dst, p);
        if (length == 0) {
          return 0;
        }
        i += length;
        p += length == 4 || length == 12 ? 2 : 1;
      }
    }
    return 0;
  }

  /** Reads an escape, or a pair of them, and says how long it is; 0 if it is malformed. */
  private static int escape(byte[] src, int i, int end, char[] dst, int p) {
    char letter = i + 1 < end ? SHORT_ESCAPES[src[i + 1] & 0xFF] : 0;
    if (letter != 0) {
      dst[p] = letter;
      return 2;
    }
    int behind = JsonStrings.escape(src, i + 1, end);
    if (behind == 0) {
      return 0;
    }
    dst[p] = (char) JsonEscape.hex4(src, i + 2);
    if (behind - i == 12) {
      dst[p + 1] = (char) JsonEscape.hex4(src, i + 8);
    }
    return behind - i;
  }

  /** Reads a character beyond ASCII, and says how long it is; 0 if it is malformed. */
  private static int sequence(byte[] src, int i, int end, char[] dst, int p) {
    byte lead = src[i];
    int length = lead < 0 ? Utf8.sequenceLength(src, i, end) : 0;
    switch (length) {
      case 2 -> dst[p] = (char) (((lead & 0x1F) << 6) | low(src[i + 1]));
      case 3 -> dst[p] = (char) (((lead & 0xF) << 12) | (low(src[i + 1]) << 6) | low(src[i + 2]));
      case 4 -> pair(src, i, dst, p);
      default -> {}
    }
    return length;
  }

  private static void pair(byte[] src, int i, char[] dst, int p) {
    int high = ((src[i] & 7) << 18) | (low(src[i + 1]) << 12);
    Character.toChars(high | (low(src[i + 2]) << 6) | low(src[i + 3]), dst, p);
  }

  private static int low(byte continuation) {
    return continuation & 0x3F;
  }
}
