package dev.deltawire.server;

import dev.deltawire.codec.JsonEscape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of one stream, escaped for JSON once and appended to a chain of chunks.
 *
 * <p>One producer at a time writes; any loop reads what lies before {@link #tail()}, without a
 * lock. Positions count escaped bytes, offsets count UTF-8 bytes of the text itself.
 */
final class TextLog {

  private static final int FIRST_CHUNK_BYTES = 1 << 10;

  /** The largest chunk; so the most text of a merged delta, too: none crosses a chunk. */
  private static final int CHUNK_BYTES = 1 << 16;

  private static final int GROWTH = 4;

  /** The most bytes that one {@code char} or byte of text takes when escaped. */
  private static final int WORST_ESCAPE = 6;

  /** A piece of up to this many characters is never split over two chunks. */
  private static final int UNSPLIT = 1 << 12;

  private final long retainedBytes;
  private TextChunk last = new TextChunk(FIRST_CHUNK_BYTES);
  private TextChunk head = last;
  private TextChunk spare;
  private volatile long oldest;
  private volatile long tail;
  private volatile long length;
  private long written;
  private long rawWritten;
  private long chunkBytes = FIRST_CHUNK_BYTES;

  /** Where the second chunk starts; far away while there is none. */
  private long secondStart = Long.MAX_VALUE;

  TextLog(long retainedBytes) {
    this.retainedBytes = retainedBytes;
  }

  /** The end of the published text. */
  long tail() {
    return tail;
  }

  /** UTF-8 bytes of the published text. */
  long length() {
    return length;
  }

  /** Where the retained text begins. */
  long oldest() {
    return oldest;
  }

  /** Writes characters without publishing them. The caller keeps surrogate pairs together. */
  void write(CharSequence text, int from, int to) {
    int at = from;
    while (at < to) {
      int take = reserve(to - at);
      if (at + take < to && Character.isHighSurrogate(text.charAt(at + take - 1))) {
        take--;
      }
      wrote(JsonEscape.escape(text, at, at + take, last.bytes, last.used));
      at += take;
    }
  }

  /** Writes whole code points of UTF-8 without publishing them. */
  void write(byte[] utf8, int from, int to) {
    int at = from;
    while (at < to) {
      int take = reserve(to - at);
      if (at + take < to) {
        take = Utf8Tail.completeLength(utf8, at, at + take);
      }
      wrote(JsonEscape.escapeUtf8(utf8, at, at + take, last.bytes, last.used));
      at += take;
    }
  }

  /** Makes what was written since the last call one delta that loops may read. */
  void publish() {
    if (written != tail) {
      last.endDelta();
      length = rawWritten;
      tail = written;
    }
  }

  /**
   * Forgets chunks beyond the retention.
   *
   * @param floor where the last reader stands; a chunk that all have left is used again
   */
  void trim(long floor) {
    while (exceedsRetention()) {
      TextChunk dropped = head;
      head = dropped.next;
      oldest = head.start;
      chunkBytes -= dropped.capacity;
      if (floor > oldest && dropped.capacity == CHUNK_BYTES) {
        spare = dropped;
      }
      findSecond();
    }
  }

  /** Whether {@link #trim} would forget something. */
  boolean exceedsRetention() {
    return tail - secondStart > retainedBytes;
  }

  private void findSecond() {
    TextChunk second = head.next;
    secondStart = second == null ? Long.MAX_VALUE : second.start;
  }

  /** The position of a text offset, or -1 if it is inside a code point or not retained. */
  long position(long offset, long limit) {
    TextChunk chunk = head;
    if (offset < chunk.rawStart || offset > length) {
      return -1;
    }
    while (chunk.next != null && chunk.next.start <= limit && chunk.next.rawStart <= offset) {
      chunk = chunk.next;
    }
    int to = (int) (chunk.end(limit) - chunk.start);
    int at = JsonEscape.skip(chunk.bytes, 0, to, offset - chunk.rawStart);
    return at < 0 ? -1 : chunk.start + at;
  }

  /** The chunk of a retained position. */
  TextChunk chunkAt(long position) {
    TextChunk chunk = head;
    while (chunk.next != null && chunk.next.start <= position) {
      chunk = chunk.next;
    }
    return chunk;
  }

  /** Memory of the retained text, kept count of by the producer. */
  long chunkBytes() {
    return chunkBytes;
  }

  /** Memory that it takes. */
  long memoryBytes() {
    long bytes = spare == null ? 0 : spare.memoryBytes();
    for (TextChunk chunk = head; chunk != null; chunk = chunk.next) {
      bytes += chunk.memoryBytes();
    }
    return bytes;
  }

  /**
   * The text between two positions, unescaped; makes no other array of its length. Thread: any, as
   * long as no chunk is used again.
   *
   * @param first the chunk of {@code from}
   */
  static String text(TextChunk first, long from, long to) {
    List<String> pieces = new ArrayList<>();
    byte[] raw = {};
    for (TextChunk chunk = first; chunk != null && chunk.start < to; chunk = chunk.next) {
      int start = (int) Math.max(0, from - chunk.start);
      int end = (int) (chunk.end(to) - chunk.start);
      raw = raw.length < end - start ? new byte[end - start] : raw;
      int length = JsonEscape.unescape(chunk.bytes, start, end, raw);
      pieces.add(new String(raw, 0, length, StandardCharsets.UTF_8));
    }
    return String.join("", pieces);
  }

  /** Makes room in the last chunk and returns how many characters are sure to fit. */
  private int reserve(int characters) {
    if (characters <= last.room() / WORST_ESCAPE) {
      return characters; // foreseen, so that what follows need not wait for the chunk
    }
    int together = Math.min(characters, UNSPLIT);
    if (last.room() / WORST_ESCAPE < together) {
      int capacity = Math.min(CHUNK_BYTES, last.capacity * GROWTH);
      TextChunk added = take(Math.max(capacity, together * WORST_ESCAPE));
      last.next = added.startAt(written, rawWritten);
      last = added;
      chunkBytes += added.capacity;
      findSecond();
    }
    return Math.min(characters, last.room() / WORST_ESCAPE);
  }

  private TextChunk take(int capacity) {
    if (spare != null && capacity <= spare.capacity) {
      TextChunk chunk = spare;
      spare = null;
      return chunk;
    }
    return new TextChunk(capacity);
  }

  private void wrote(long escaped) {
    int end = JsonEscape.position(escaped);
    written += end - last.used;
    rawWritten += JsonEscape.rawLength(escaped);
    last.used = end;
  }
}
