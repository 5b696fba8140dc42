package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * One connection's cursor in one stream.
 *
 * <p>In step, it is served from the batch that its group laid out; otherwise it gets merged deltas
 * from the text log, at the pace of its socket. Thread: its loop, once attached.
 */
final class StreamReceiver<E> {

  private final ServerConnection connection;
  private final LogStream<E> stream;
  private final WireFormat<E> format;
  private final LogCursor<E> cursor;
  private final boolean joinedInStep;
  private StreamGroup<E> group;
  private int index;
  private StreamRun<E> run = new StreamRun<>(this);

  /** Bytes already taken of the frame that begins at the cursor; 0 between frames. */
  private int sent;

  /** Where the frame that is partly sent ends; its end must not change any more. */
  private long partEnd;

  /** The offset there, if frames carry it. */
  private long partOffset;

  /** The event whose frame is partly sent, or null for a delta. */
  private StreamEvent<E> partEvent;

  StreamReceiver(
      ServerConnection connection,
      LogStream<E> stream,
      WireFormat<E> format,
      LogCursor<E> cursor,
      boolean joinedInStep) {
    this.connection = connection;
    this.stream = stream;
    this.format = format;
    this.cursor = cursor;
    this.joinedInStep = joinedInStep;
  }

  LogStream<E> stream() {
    return stream;
  }

  WireFormat<E> format() {
    return format;
  }

  LogCursor<E> cursor() {
    return cursor;
  }

  boolean joinedInStep() {
    return joinedInStep;
  }

  long position() {
    return cursor.position();
  }

  int index() {
    return index;
  }

  void joined(StreamGroup<E> newGroup, int newIndex) {
    group = newGroup;
    index = newIndex;
  }

  void movedTo(int newIndex) {
    index = newIndex;
  }

  /** Whether the connection would have to finish a frame of this stream before any other. */
  boolean midFrame() {
    return sent > 0;
  }

  /** Attaches to the stream's group on this loop and asks for what is there already. */
  void attach(LoopContext context) {
    stream.attach(this, context).signal();
  }

  /** Queues at the connection, unless queued, and makes it pull. */
  void pull() {
    if (run.fixed()) {
      run = new StreamRun<>(this);
    }
    connection.pull(run);
  }

  /** Where the log stood, as this loop knows it, when a run is fixed. */
  LogCursor<E> target() {
    return group.seen();
  }

  /** Where the frame that is partly taken ends; the cursor itself between frames. */
  LogCursor<E> frameEnd() {
    LogCursor<E> end = cursor.copy();
    if (sent > 0) {
      end.moveTo(partEnd, partOffset);
      end.pass(partEvent == null ? end.event() : partEvent);
    }
    return end;
  }

  /** The stream moved on without this receiver further than it retains text. */
  void fallBehind() {
    connection.overload();
  }

  /** Stops receiving. */
  void leave() {
    if (group != null) {
      group.remove(this);
      group = null;
      connection.left(stream);
    }
  }

  boolean attached() {
    return group != null;
  }

  /**
   * Writes up to {@code limit}.
   *
   * @param open whether the limit is the group's own, which a batch may end at
   * @return whether the limit is reached; otherwise the sink is full
   */
  boolean drain(FrameSink sink, LogCursor<E> limit, boolean open) {
    FrameBatch batch = group.context().batch();
    if (open && sent == 0 && batch.startsAt(group, cursor) && !writeBatch(sink, batch)) {
      return false;
    }
    while (group != null && (sent > 0 || begin(limit))) {
      if (!writePart(sink)) {
        return false;
      }
    }
    return true;
  }

  private boolean writeBatch(FrameSink sink, FrameBatch batch) {
    ByteBuffer bytes = batch.bytes();
    int taken = sink.write(bytes);
    int whole = batch.framesWithin(taken);
    if (whole > 0) {
      cursor.moveTo(batch.position(whole - 1), batch.offset(whole - 1));
      pass(batch.event(whole - 1));
    }
    if (whole == batch.count()) {
      return true;
    }
    sent = taken - (whole == 0 ? 0 : batch.frameEnd(whole - 1));
    partEnd = batch.position(whole);
    partOffset = batch.offset(whole);
    StreamEvent<E> event = batch.event(whole);
    partEvent = event == cursor.event() ? null : event;
    return false;
  }

  /** Chooses the next frame within the limit; false when there is none. */
  private boolean begin(LogCursor<E> limit) {
    StreamEvent<E> event = cursor.event().next();
    boolean eligible = event != null && !event.isAfter(limit.event());
    if (eligible && event.position() <= cursor.position()) {
      partEvent = event;
      partEnd = cursor.position();
      partOffset = cursor.offset();
      return true;
    }
    long end = eligible ? Math.min(event.position(), limit.position()) : limit.position();
    if (end <= cursor.position()) {
      return false;
    }
    partEvent = null;
    partEnd = cursor.chunk().end(end);
    partOffset = cursor.offsetAt(partEnd, format.delta());
    return true;
  }

  /** Writes what is left of the frame at the cursor; whether all of it was taken. */
  private boolean writePart(FrameSink sink) {
    ByteBuffer bytes = part();
    int left = bytes.remaining();
    int taken = sink.write(bytes);
    if (taken < left) {
      sent += taken;
      return false;
    }
    sent = 0;
    cursor.moveTo(partEnd, partOffset);
    if (partEvent != null) {
      pass(partEvent);
    }
    return true;
  }

  private ByteBuffer part() {
    UnitFrame unit = group.context().unit();
    if (partEvent != null) {
      return unit.event(partEvent.frame(format), sent);
    }
    return unit.delta(format.delta(), cursor, partEnd, partOffset, sent);
  }

  private void pass(StreamEvent<E> event) {
    cursor.pass(event);
    if (event.terminal()) {
      leave();
    }
  }
}
