package dev.deltawire.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Ready bytes between the texts of a frame, short ones copied by words.
 *
 * <p>Up to seven bytes behind what is copied are overwritten, where the target has them.
 */
final class FramePart {

  /** Up to here words are quicker than a call. */
  private static final int SHORT = 32;

  static final FramePart NONE = new FramePart(new byte[0]);

  private final byte[] padded;
  private final int length;

  /** One with a copy of {@code bytes}. */
  FramePart(byte[] bytes) {
    length = bytes.length;
    padded = Arrays.copyOf(bytes, length + Long.BYTES - 1);
  }

  int length() {
    return length;
  }

  /** Copies it to {@code pos}, behind which there is room for seven bytes more. */
  int copyTo(byte[] dst, int pos) {
    if (length > SHORT || length == 0) {
      System.arraycopy(padded, 0, dst, pos, length);
    } else {
      copyWords(dst, pos);
    }
    return pos + length;
  }

  /** One after the other, which is quicker than a loop. */
  private void copyWords(byte[] dst, int pos) {
    Utf8.putWord(dst, pos, Utf8.word(padded, 0));
    if (length > Long.BYTES) {
      Utf8.putWord(dst, pos + Long.BYTES, Utf8.word(padded, Long.BYTES));
    }
    if (length > 2 * Long.BYTES) {
      Utf8.putWord(dst, pos + 2 * Long.BYTES, Utf8.word(padded, 2 * Long.BYTES));
    }
    if (length > 3 * Long.BYTES) {
      Utf8.putWord(dst, pos + 3 * Long.BYTES, Utf8.word(padded, 3 * Long.BYTES));
    }
  }

  /** Copies it to {@code pos}; the position stays. */
  int copyTo(ByteBuffer dst, int pos) {
    return copy(padded, 0, length, dst, pos);
  }

  /** Copies any bytes to {@code pos}; the position stays. */
  static int copy(byte[] src, int from, int to, ByteBuffer dst, int pos) {
    int length = to - from;
    int words = length + Long.BYTES - 1 & -Long.BYTES;
    if (length > SHORT || from + words > src.length || pos + words > dst.limit()) {
      dst.put(pos, src, from, length);
    } else {
      for (int i = 0; i < length; i += Long.BYTES) {
        Utf8.putWord(dst, pos + i, Utf8.word(src, from + i));
      }
    }
    return pos + length;
  }
}
