package dev.deltawire.codec;

/**
 * Where the first long strings below a frame's body end, for those who read a part of the frame
 * again.
 */
final class LongStrings {
  /** From here on looking for the end anew takes longer than finding it here. */
  private static final int LONG = 64;

  private static final int MOST = 16;

  private static final int[] NONE = {};

  private int[] quotes = NONE;
  private int[] ends = NONE;
  private byte[] buf = JsonScanner.NOTHING;
  private int count;

  /** Lets go of the bytes; nothing is noted then. */
  void forget() {
    start(JsonScanner.NOTHING);
  }

  void start(byte[] scanned) {
    buf = scanned;
    count = 0;
  }

  /**
   * Notes a string if it is long.
   *
   * @param end as {@link JsonStrings#end} returned it
   */
  void add(int quote, int end) {
    if (Math.abs(end) - quote >= LONG && count < MOST) {
      if (quotes == NONE) {
        quotes = new int[MOST];
        ends = new int[MOST];
      }
      quotes[count] = quote;
      ends[count] = end;
      count++;
    }
  }

  /** What {@link JsonStrings#end} returned for a string of these bytes, 0 if it is not noted. */
  int end(byte[] scanned, int quote) {
    if (buf == scanned) {
      for (int i = 0; i < count; i++) {
        if (quotes[i] == quote) {
          return ends[i];
        }
      }
    }
    return 0;
  }
}
