package dev.deltawire.server;

import dev.deltawire.codec.JsonEscape;
import java.util.Arrays;

/**
 * A stretch of a stream's escaped text, with a bit for each byte that ends a delta.
 *
 * <p>The producer writes; loops read what lies before the log's published tail.
 */
final class TextChunk {

  final byte[] bytes;
  private final long[] deltaEnds;

  /** Where it starts in the log, in escaped bytes. Changes only when it is recycled. */
  long start;

  /** Where it starts in the stream, in UTF-8 bytes of text. Changes only when it is recycled. */
  long rawStart;

  /** Bytes written; the producer's. */
  int used;

  /** The following chunk; set before anything of that one is published. */
  volatile TextChunk next;

  TextChunk(int capacity) {
    bytes = new byte[capacity];
    deltaEnds = new long[(capacity + Long.SIZE - 1) / Long.SIZE];
  }

  TextChunk startAt(long position, long rawPosition) {
    start = position;
    rawStart = rawPosition;
    used = 0;
    next = null;
    Arrays.fill(deltaEnds, 0);
    return this;
  }

  int memoryBytes() {
    return bytes.length + deltaEnds.length * Long.BYTES;
  }

  int room() {
    return bytes.length - used;
  }

  /** Marks the last byte written as the end of a delta. */
  void endDelta() {
    int last = used - 1;
    deltaEnds[last >>> 6] |= 1L << last;
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
    int word = from >>> 6;
    long bits = deltaEnds[word] & (-1L << from);
    while (bits == 0 && (word + 1) << 6 < to) {
      word++;
      bits = deltaEnds[word];
    }
    if (bits == 0) {
      return limit;
    }
    return Math.min(limit, start + ((long) word << 6) + Long.numberOfTrailingZeros(bits) + 1);
  }
}
