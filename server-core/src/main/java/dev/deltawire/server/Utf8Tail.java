package dev.deltawire.server;

/** The code point that a piece of UTF-8 breaks off in. */
final class Utf8Tail {

  private static final int LONGEST = 4;

  private Utf8Tail() {}

  /** Bytes of {@code utf8[from, to)} before a code point that is begun but not complete. */
  static int completeLength(byte[] utf8, int from, int to) {
    int lead = to - 1;
    int oldest = Math.max(from, to - LONGEST + 1);
    while (lead > oldest && isContinuation(utf8[lead])) {
      lead--;
    }
    if (lead < from || lead + sequenceLength(utf8[lead]) <= to) {
      return to - from;
    }
    return lead - from;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }

  private static int sequenceLength(byte lead) {
    if ((lead & 0xE0) == 0xC0) {
      return 2;
    }
    if ((lead & 0xF0) == 0xE0) {
      return 3;
    }
    return (lead & 0xF8) == 0xF0 ? LONGEST : 1;
  }
}
