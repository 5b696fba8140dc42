package dev.deltawire.codec;

/**
 * What stands between two values of a familiar frame, up to 32 bytes: brackets, commas, a name, the
 * quotes of the strings on both sides; compared by words.
 */
final class Seam {
  /** The longest one, in bytes. */
  static final int MOST = 4 * Long.BYTES;

  /** Behind it the frame is over. */
  static final int LAST = 0;

  /** Behind its last byte, a quote, a string goes on. */
  static final int STRING = 1;

  /** Behind it is a value that is no string. */
  static final int OTHER = 2;

  final int kind;
  final int length;

  /** Which member the value is, of the body or of the envelope. */
  final int member;

  final boolean isOfBody;

  /** Which members the frame has, if it is over. */
  final FrameShape shape;

  /** What comes behind the value; null if no frame is known that goes on there. */
  Seam next;

  /** What else stands in other frames here. */
  Seam other;

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;
  private final long firstMask;
  private final long secondMask;
  private final long thirdMask;
  private final long fourthMask;

  private Seam(byte[] words, int length, int kind, int member, boolean isOfBody, FrameShape shape) {
    this.length = length;
    this.kind = kind;
    this.member = member;
    this.isOfBody = isOfBody;
    this.shape = shape;
    first = Utf8.word(words, 0);
    second = Utf8.word(words, Long.BYTES);
    third = Utf8.word(words, 2 * Long.BYTES);
    fourth = Utf8.word(words, 3 * Long.BYTES);
    firstMask = mask(length);
    secondMask = mask(length - Long.BYTES);
    thirdMask = mask(length - 2 * Long.BYTES);
    fourthMask = mask(length - 3 * Long.BYTES);
  }

  /** That of {@code text[from,to)} before a member's value. */
  static Seam before(byte[] text, int from, int to, int kind, int member, boolean isOfBody) {
    return new Seam(words(text, from, to), to - from, kind, member, isOfBody, null);
  }

  /** That of {@code text[from,to)} at the end of a frame. */
  static Seam last(byte[] text, int from, int to, FrameShape shape) {
    return new Seam(words(text, from, to), to - from, LAST, 0, false, shape);
  }

  private static byte[] words(byte[] text, int from, int to) {
    byte[] words = new byte[MOST];
    System.arraycopy(text, from, words, 0, to - from);
    return words;
  }

  /** That of the first bytes of a word: so many, or all, or none. */
  private static long mask(int bytes) {
    return bytes <= 0 ? 0 : -1L >>> (Byte.SIZE * Math.max(0, Long.BYTES - bytes));
  }

  /** Whether it is at {@code at}. */
  boolean isAt(byte[] text, int at) {
    return at <= text.length - MOST ? isAmid(text, at) : isNearEnd(text, at, at + length);
  }

  private boolean isAmid(byte[] text, int at) {
    return (((Utf8.word(text, at) & firstMask) ^ first)
            | ((Utf8.word(text, at + Long.BYTES) & secondMask) ^ second)
            | ((Utf8.word(text, at + 2 * Long.BYTES) & thirdMask) ^ third)
            | ((Utf8.word(text, at + 3 * Long.BYTES) & fourthMask) ^ fourth))
        == 0;
  }

  private boolean isNearEnd(byte[] text, int at, int end) {
    return end <= text.length
        && word(text, at, end) == first
        && word(text, at + Long.BYTES, end) == second
        && word(text, at + 2 * Long.BYTES, end) == third
        && word(text, at + 3 * Long.BYTES, end) == fourth;
  }

  /** As much of the word as there is. */
  private static long word(byte[] text, int from, int end) {
    return from < end ? MemberName.head(text, from, end) : 0;
  }
}
