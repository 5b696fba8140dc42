package dev.deltawire.server;

import dev.deltawire.codec.JsonEscape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stretch of a stream's escaped text, with a bit for each byte that ends a delta.
 *
 * <p>The producer writes; loops read what lies before the log's published tail.
 */
final class TextChunk {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  /** The text and, behind {@link #capacity}, the bits: two arrays would be two first touches. */
  final byte[] bytes;

  /** Bytes of text that it takes, a multiple of 64. */
  final int capacity;

  /** Where it starts in the log, in escaped bytes. Changes only when it is recycled. */
  long start;

  /** Where it starts in the stream, in UTF-8 bytes of text. Changes only when it is recycled. */
  long rawStart;

  /** Bytes written; the producer's. */
  int used;

  /** The following chunk; set before anything of that one is published. */
  volatile TextChunk next;

  TextChunk(int leastCapacity) {
    capacity = (leastCapacity + Long.SIZE - 1) & -Long.SIZE;
    bytes = new byte[capacity + capacity / Byte.SIZE];
  }

  TextChunk startAt(long position, long rawPosition) {
    start = position;
    rawStart = rawPosition;
    used = 0;
    next = null;
    Arrays.fill(bytes, capacity, bytes.length, (byte) 0);
    return this;
  }

  int memoryBytes() {
    return bytes.length;
  }

  int room() {
    return capacity - used;
  }

  /** Marks the last byte written as the end of a delta. */
  void endDelta() {
    int last = used - 1;
    int word = wordOf(last);
    WORD.set(bytes, word, (long) WORD.get(bytes, word) | 1L << last);
  }

  /** Where the published part ends, given the log's tail. */
  long end(long tail) {
    TextChunk following = next;
    return following == null ? tail : Math.min(tail, following.start);
  }

  /** UTF-8 bytes of the text between two positions in it. */
  int rawLength(long from, long to) {
    return JsonEscape.rawLength(bytes, (int) (from - start), (int) (to - start));
  }

  /** The end of the delta that {@code position} lies in, at most {@code limit}. */
  long deltaEnd(long position, long limit) {
    int from = (int) (position - start);
    int to = (int) (limit - start);
    int at = from & -Long.SIZE;
    long bits = (long) WORD.get(bytes, wordOf(at)) & (-1L << from);
    while (bits == 0 && at + Long.SIZE < to) {
      at += Long.SIZE;
      bits = (long) WORD.get(bytes, wordOf(at));
    }
    return bits == 0 ? limit : Math.min(limit, start + at + Long.numberOfTrailingZeros(bits) + 1);
  }

  /** Touches a byte of text and its bits; true, because no escaped text holds a 0. */
  boolean peek(long position) {
    int index = (int) (position - start);
    return (bytes[index] | bytes[wordOf(index)]) != 0;
  }

  /** Where the bits of a byte and its neighbours are. */
  private int wordOf(int index) {
    return capacity + (index >>> 6) * Long.BYTES;
  }
}
