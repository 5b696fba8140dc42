package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;

/**
 * A place in a stream's log: how much text, and which event, lie behind it.
 *
 * <p>It lets go of a chunk as soon as it has left it, because the producer may write that one
 * again.
 */
final class LogCursor<E> {

  private TextChunk chunk;
  private long position;
  private long offset;
  private StreamEvent<E> event;

  LogCursor(TextChunk chunk, long position, long offset, StreamEvent<E> event) {
    this.chunk = chunk;
    this.position = position;
    this.offset = offset;
    this.event = event;
  }

  /** The chunk that holds the text at the position, if there is any yet. */
  TextChunk chunk() {
    TextChunk following = chunk.next;
    while (following != null && following.start <= position) {
      chunk = following;
      following = chunk.next;
    }
    return chunk;
  }

  /** Escaped bytes before it. */
  long position() {
    return position;
  }

  /** UTF-8 bytes of text before it, where frames carry that number; otherwise of no meaning. */
  long offset() {
    return offset;
  }

  StreamEvent<E> event() {
    return event;
  }

  /** The offset at {@code to} in this chunk, or 0 if no frame carries it: it costs a scan. */
  long offsetAt(long to, DeltaTemplate template) {
    return template.hasEndOffset() ? offset + chunk().rawLength(position, to) : 0;
  }

  boolean at(LogCursor<E> other) {
    return position == other.position && event == other.event;
  }

  /** Touches what the text before {@code tail} is going to be laid out from; always true. */
  boolean peek(long tail) {
    return position == tail || chunk().peek(position);
  }

  /** Whether it has passed all that lies before {@code reach}. */
  boolean isBehind(Reach<E> reach) {
    return position >= reach.position() && !reach.event().isAfter(event);
  }

  void set(LogCursor<E> other) {
    chunk = other.chunk;
    position = other.position;
    offset = other.offset;
    event = other.event;
  }

  void moveTo(long newPosition, long newOffset) {
    position = newPosition;
    offset = newOffset;
    chunk();
  }

  void pass(StreamEvent<E> passed) {
    event = passed;
  }

  LogCursor<E> copy() {
    return new LogCursor<>(chunk, position, offset, event);
  }
}
