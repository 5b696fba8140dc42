package dev.deltawire.server;

/** A place in a stream's log: how much text, and which event, lie behind it. */
final class LogCursor<E> {

  private TextChunk chunk;
  private long position;
  private StreamEvent<E> event;

  LogCursor(TextChunk chunk, long position, StreamEvent<E> event) {
    this.chunk = chunk;
    this.position = position;
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

  long position() {
    return position;
  }

  StreamEvent<E> event() {
    return event;
  }

  boolean at(LogCursor<E> other) {
    return position == other.position && event == other.event;
  }

  void set(LogCursor<E> other) {
    chunk = other.chunk;
    position = other.position;
    event = other.event;
  }

  void moveTo(long newPosition) {
    position = newPosition;
  }

  void pass(StreamEvent<E> passed) {
    event = passed;
  }

  LogCursor<E> copy() {
    return new LogCursor<>(chunk, position, event);
  }
}
