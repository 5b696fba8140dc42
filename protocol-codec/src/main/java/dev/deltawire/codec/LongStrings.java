package dev.deltawire.codec;

/**
 * The first long strings below a frame's body, for those who read a part of the frame again: where
 * they end, and their texts unless they are plain.
 */
final class LongStrings {
  /** Those of a frame no part of which is read again. */
  static final LongStrings NONE = new LongStrings();

  /** From here on looking for the end anew takes longer than finding it here. */
  private static final int LONG = 64;

  private static final int MOST = 16;

  private static final int QUOTE = 0;

  /** As {@link JsonStrings#end} returned it. */
  private static final int END = 1;

  private static final int FIRST_CHAR = 2;

  /** -1 if the characters were not read. */
  private static final int CHARS = 3;

  private static final int FIELDS = 4;

  private static final ThreadLocal<char[]> READ =
      ThreadLocal.withInitial(() -> new char[StringChars.KEPT]);

  private static final int[] NO_NOTES = {};
  private static final char[] NO_CHARS = {};

  private int[] notes = NO_NOTES;
  private int count;
  private byte[] buf = JsonScanner.NOTHING;
  private char[] chars = NO_CHARS;
  private int used;

  void start(byte[] scanned) {
    buf = scanned;
    count = 0;
    used = 0;
  }

  /** Lets go of the bytes; nothing is noted then. */
  void forget() {
    start(JsonScanner.NOTHING);
    chars = NO_CHARS;
  }

  /** As {@link JsonStrings#end}, of a string of these bytes; noted if it is long. */
  int read(int quote, int to) {
    int stop = JsonStrings.stop(buf, quote + 1, to);
    if (stop < to && buf[stop] == '"') {
      note(quote, stop + 1, -1);
      return stop + 1;
    }
    int end = to - stop >= LONG && count < MOST ? readChars(quote, to) : 0;
    if (end == 0) {
      end = JsonStrings.end(buf, quote, to);
      note(quote, end, -1);
    }
    return end;
  }

  /** Reads the characters, if there is room and nothing is wrong with them. */
  private int readChars(int quote, int to) {
    if (chars == NO_CHARS) {
      chars = READ.get();
    }
    long read = StringChars.read(buf, quote + 1, to, chars, used);
    int end = -JsonEscape.position(read);
    if (read != 0) {
      note(quote, end, JsonEscape.rawLength(read));
    }
    return end;
  }

  private void note(int quote, int end, int length) {
    if (Math.abs(end) - quote < LONG || count == MOST) {
      return;
    }
    if (notes == NO_NOTES) {
      notes = new int[MOST * FIELDS];
    }
    int at = count++ * FIELDS;
    notes[at + QUOTE] = quote;
    notes[at + END] = end;
    notes[at + FIRST_CHAR] = used;
    notes[at + CHARS] = length;
    used += Math.max(length, 0);
  }

  /** What {@link JsonStrings#end} returned for a string of these bytes; 0 if it is not noted. */
  int end(byte[] scanned, int quote) {
    int at = find(scanned, quote);
    return at < 0 ? 0 : notes[at + END];
  }

  /** The text of a string of these bytes; null if it was not read. */
  String text(byte[] scanned, int quote) {
    int at = find(scanned, quote);
    return at < 0 || notes[at + CHARS] < 0
        ? null
        : new String(chars, notes[at + FIRST_CHAR], notes[at + CHARS]);
  }

  private int find(byte[] scanned, int quote) {
    if (buf == scanned) {
      for (int at = 0; at < count * FIELDS; at += FIELDS) {
        if (notes[at + QUOTE] == quote) {
          return at;
        }
      }
    }
    return -1;
  }
}
