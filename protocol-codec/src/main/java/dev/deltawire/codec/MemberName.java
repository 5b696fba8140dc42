package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** The known name of a member, of ASCII characters only, ready to be compared with spans. */
final class MemberName {
  /** Stands for the head of a name that has escapes or more than ASCII: no plain name's. */
  static final long NOT_PLAIN = -1;

  /**
   * The last one of each hash. Threads may race for a place: whoever reads it gets a whole name.
   */
  private static final MemberName[] KNOWN = new MemberName[1 << 12];

  /**
   * Spreads heads over bits: of many tried, the one for which the dialects' frames share fewest.
   */
  private static final long SPREAD = 0x612E7696A6CECC1BL;

  private final String text;
  private final byte[] bytes;
  private final long head;
  private final long bit;

  private MemberName(String text) {
    this.text = text;
    bytes = text.getBytes(US_ASCII);
    head = head(bytes, 0, bytes.length);
    bit = bit(head);
  }

  /** One bit for each head: that of other ones, too. */
  static long bit(long head) {
    return 1L << ((head * SPREAD) >>> 58);
  }

  /** Quick for a text that was asked for before. */
  static MemberName of(String text) {
    int place = text.hashCode() & (KNOWN.length - 1);
    MemberName known = KNOWN[place];
    if (known != null && known.text.equals(text)) {
      return known;
    }
    MemberName name = new MemberName(text);
    KNOWN[place] = name;
    return name;
  }

  /** That of the name that opens at {@code quote}, if it is plain. */
  static long headOf(byte[] buf, int quote, int nameEnd) {
    return nameEnd > 0 ? head(buf, quote + 1, nameEnd - 1) : NOT_PLAIN;
  }

  /** The first eight bytes of a name, the first one in the lowest place, less what is not there. */
  static long head(byte[] buf, int from, int to) {
    int length = to - from;
    if (length >= Long.BYTES) {
      return Utf8.word(buf, from);
    }
    if (buf.length - from >= Long.BYTES) {
      return Utf8.word(buf, from) & ~(-1L << (length << 3));
    }
    long head = 0;
    for (int i = to - 1; i >= from; i--) {
      head = (head << 8) | (buf[i] & 0xFF);
    }
    return head;
  }

  long head() {
    return head;
  }

  long bit() {
    return bit;
  }

  /**
   * Whether it is a name in a scanned text that has the same head, or is not plain.
   *
   * @param nameEnd as {@link JsonStrings#end} returned it
   */
  boolean matches(byte[] buf, int nameFrom, int nameEnd) {
    if (nameEnd < 0) {
      byte[] name = JsonEscape.unescape(buf, nameFrom, -nameEnd - 1);
      return Arrays.equals(name, bytes);
    }
    return nameEnd - 1 - nameFrom == bytes.length && hasSameTail(buf, nameFrom);
  }

  /** Whether it is a text of raw UTF-8. */
  boolean contentEquals(byte[] buf, int from, int to) {
    return to - from == bytes.length && head(buf, from, to) == head && hasSameTail(buf, from);
  }

  /** Whether what follows the first eight bytes of a name of this length is the same. */
  private boolean hasSameTail(byte[] buf, int from) {
    int last = bytes.length - Long.BYTES;
    return last <= 0
        || (Utf8.word(buf, from + last) == Utf8.word(bytes, last)
            && (last <= Long.BYTES
                || Arrays.equals(buf, from + Long.BYTES, from + last, bytes, Long.BYTES, last)));
  }

  @Override
  public String toString() {
    return text;
  }
}
