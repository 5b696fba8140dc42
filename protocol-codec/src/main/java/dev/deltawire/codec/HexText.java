package dev.deltawire.codec;

import java.util.UUID;

/** Hexadecimal digits of either case, eight at a time. */
final class HexText {
  private static final int UUID_LENGTH = 36;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** What eight bytes stand for that are not all digits. */
  private static final long NONE = -1;

  private HexText() {}

  /** The uuid of the 36-character form in any letter case, or null. */
  static UUID uuid(byte[] text, int from, int to) {
    if (!hasDashes(text, from, to)) {
      return null;
    }
    long timeLow = timeLow(text, from);
    long time = time(text, from);
    long clock = clock(text, from);
    long node = node(text, from);
    if ((timeLow | time | clock | node) < 0) {
      return null;
    }
    return new UUID((timeLow << 32) | time, (clock << 32) | node);
  }

  /** Whether it is a uuid, for those who make none. */
  static boolean isUuid(byte[] text, int from, int to) {
    return hasDashes(text, from, to)
        && (timeLow(text, from) | time(text, from) | clock(text, from) | node(text, from)) >= 0;
  }

  /** The first half of what is a uuid. */
  static long high(byte[] uuid, int from) {
    return (timeLow(uuid, from) << 32) | time(uuid, from);
  }

  /** The second half of what is a uuid. */
  static long low(byte[] uuid, int from) {
    return (clock(uuid, from) << 32) | node(uuid, from);
  }

  private static boolean hasDashes(byte[] text, int from, int to) {
    return to - from == UUID_LENGTH
        && text[from + 8] == '-'
        && text[from + 13] == '-'
        && text[from + 18] == '-'
        && text[from + 23] == '-';
  }

  private static long timeLow(byte[] text, int from) {
    return value(Utf8.word(text, from));
  }

  private static long time(byte[] text, int from) {
    return value(halves(text, from + 9, from + 14));
  }

  private static long clock(byte[] text, int from) {
    return value(halves(text, from + 19, from + 24));
  }

  private static long node(byte[] text, int from) {
    return value(Utf8.word(text, from + 28));
  }

  private static long halves(byte[] text, int first, int second) {
    return (Utf8.half(text, first) & 0xFFFFFFFFL) | ((long) Utf8.half(text, second) << 32);
  }

  /** The number that eight digits are, the first one in the lowest place. */
  private static long value(long digits) {
    if (!areHex(digits)) {
      return NONE;
    }
    long letters = (digits >>> 6) & ONES;
    long values = (digits & (ONES * 0xF)) + letters * 9;
    long pairs = ((values << 4) | (values >>> 8)) & 0x00FF00FF00FF00FFL;
    long fours = ((pairs << 8) | (pairs >>> 16)) & 0x0000FFFF0000FFFFL;
    return ((fours << 16) | (fours >>> 32)) & 0xFFFFFFFFL;
  }

  private static boolean areHex(long word) {
    long lower = word | (ONES * 0x20);
    long digit = from(word, '0') & ~from(word, '9' + 1);
    long letter = from(lower, 'a') & ~from(lower, 'f' + 1);
    return ((digit | letter) & ~word & HIGH_BITS) == HIGH_BITS;
  }

  /** The high bit of each byte from {@code least} on; right only for bytes that are ASCII. */
  private static long from(long word, int least) {
    return (word & ~HIGH_BITS) + ONES * (0x80 - least);
  }
}
