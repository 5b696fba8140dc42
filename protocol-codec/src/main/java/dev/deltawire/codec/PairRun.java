package dev.deltawire.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * A thread's room for many surrogate pairs one after the other on their way to UTF-8.
 *
 * <p>A pair has four bytes, and so has its sequence: both stand at the same index, and the JIT
 * makes vectors of the loop that makes one of the other. It takes whatever is there for a pair;
 * what was none is found afterwards.
 */
final class PairRun {
  /** In characters. */
  private static final int SIZE = 128;

  /** So far ahead another pair tells of a run, with one halfway. */
  private static final int AHEAD = 32;

  /** A multiplier that puts a number into both halves of a word. */
  private static final long BOTH = 0x1_0000_0001L;

  /** What tells surrogates, and which half of a pair they are. */
  private static final long KIND = 0xFC00_FC00_FC00_FC00L;

  private static final long TWO_PAIRS = 0xDC00_D800_DC00_D800L;

  /** What a high surrogate lacks of the plane. */
  private static final long PLANE = 0x1_0000 >> 10;

  private static final long SEQUENCES = 0x8080_80F0_8080_80F0L;

  /** What the kinds are where nothing else is between pairs. */
  private static final byte[] PAIRS = new byte[SIZE * Character.BYTES];

  static {
    for (int i = 0; i < PAIRS.length; i += Long.BYTES) {
      Utf8.putWord(PAIRS, i, TWO_PAIRS);
    }
  }

  private final byte[] pairs = new byte[PAIRS.length];
  private final byte[] kinds = new byte[PAIRS.length];
  private final byte[] sequences = new byte[PAIRS.length];
  private final CharBuffer chars =
      ByteBuffer.wrap(pairs).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer();

  /** Whether there is a pair at {@code from}, and more seem to follow. */
  static boolean mayStart(char[] src, int from, int to) {
    return to - from > AHEAD
        && Character.isSurrogatePair(src[from], src[from + 1])
        && Character.isHighSurrogate(src[from + AHEAD])
        && Character.isHighSurrogate(src[from + AHEAD / 2]);
  }

  /**
   * Writes pairs as long as there are some, up to a limit.
   *
   * @return how many characters; two bytes are written for each
   */
  int copy(char[] src, int from, int to, byte[] dst, int pos) {
    int count = Math.min(to - from, SIZE);
    int size = count * Character.BYTES;
    chars.put(0, src, from, count);
    encode();
    int other = Arrays.mismatch(kinds, 0, size, PAIRS, 0, size);
    int length = (other < 0 ? size : other) & -Integer.BYTES;
    System.arraycopy(sequences, 0, dst, pos, length);
    return length / Character.BYTES;
  }

  private void encode() {
    for (int i = 0; i < PAIRS.length; i += Long.BYTES) {
      long two = Utf8.word(pairs, i);
      Utf8.putWord(kinds, i, two & KIND);
    }
    for (int i = 0; i < PAIRS.length; i += Long.BYTES) {
      Utf8.putWord(sequences, i, sequences(Utf8.word(pairs, i)));
    }
  }

  /** Moves the parts of two code points to their places. */
  private static long sequences(long two) {
    long codePoints = two - TWO_PAIRS + PLANE * BOTH;
    return SEQUENCES
        | ((codePoints >>> 8) & 0x7 * BOTH)
        | ((codePoints << 6) & 0x3F00 * BOTH)
        | ((codePoints << 20) & 0x30_0000 * BOTH)
        | ((codePoints >>> 6) & 0xF_0000 * BOTH)
        | ((codePoints << 8) & 0x3F00_0000 * BOTH);
  }
}
