package dev.deltawire.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Ready bytes between the texts of a frame, short ones copied by words.
 *
 * <p>Into a buffer outside of the heap, where frames of several formats take turns, all short ones
 * are three words: a length that the processor does not foresee costs more than two of them.
 */
final class FramePart {

  /** Up to here words are quicker than a call. */
  static final int SHORT = 3 * Long.BYTES;

  static final FramePart NONE = new FramePart(new byte[0]);

  private final byte[] padded;
  private final int length;

  /** One with a copy of {@code bytes}. */
  FramePart(byte[] bytes) {
    length = bytes.length;
    padded = Arrays.copyOf(bytes, Math.max(length, SHORT));
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
  }

  /** Copies it to {@code pos}, all at once; the position stays. */
  int copyTo(ByteBuffer dst, int pos) {
    dst.put(pos, padded, 0, length);
    return pos + length;
  }

  /**
   * Copies it to {@code pos}; the position stays.
   *
   * @param roomy whether there is room for {@link #SHORT} bytes more
   */
  int copyTo(ByteBuffer dst, int pos, boolean roomy) {
    return copy(padded, 0, length, dst, pos, roomy);
  }

  /** As {@link #copyTo(ByteBuffer, int, boolean)}, of any bytes. */
  static int copy(byte[] src, int from, int length, ByteBuffer dst, int pos, boolean roomy) {
    if (roomy && length <= SHORT && src.length - from >= SHORT) {
      Utf8.putWord(dst, pos, Utf8.word(src, from));
      Utf8.putWord(dst, pos + Long.BYTES, Utf8.word(src, from + Long.BYTES));
      Utf8.putWord(dst, pos + 2 * Long.BYTES, Utf8.word(src, from + 2 * Long.BYTES));
    } else {
      dst.put(pos, src, from, length);
    }
    return pos + length;
  }
}
