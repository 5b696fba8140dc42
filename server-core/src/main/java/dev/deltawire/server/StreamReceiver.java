package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
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
  private final Outflow outflow;
  private final LogStream<E> stream;
  private final WireFormat<E> format;
  private final LogCursor<E> cursor;

  /** Where the log ended when it was admitted; null once it has a group. */
  private LogCursor<E> admittedEnd;

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

  /** The memory of a stream that nobody else holds any more; null while the server does. */
  private Leftover leftover;

  /** What is left of a partly sent delta that is compressed; otherwise null. */
  private ByteBuffer partRest;

  StreamReceiver(
      ServerConnection connection,
      Outflow outflow,
      LogStream<E> stream,
      WireFormat<E> format,
      LogCursor<E> cursor,
      LogCursor<E> admittedEnd) {
    this.connection = connection;
    this.outflow = outflow;
    this.stream = stream;
    this.format = format;
    this.cursor = cursor;
    this.admittedEnd = admittedEnd;
  }

  LogStream<E> stream() {
    return stream;
  }

  WireFormat<E> format() {
    return format;
  }

  /** Null for one that does not inflate. */
  Deflation deflation() {
    return connection.deflation();
  }

  LogCursor<E> cursor() {
    return cursor;
  }

  /** Where a group that is made for it begins, before it is {@link #joined}. */
  LogCursor<E> groupStart() {
    return admittedEnd.copy();
  }

  long position() {
    return cursor.position();
  }

  int index() {
    return index;
  }

  void joined(StreamGroup<E> newGroup, int newIndex) {
    group = newGroup;
    admittedEnd = null; // from now on its group says what of the text is needed
    index = newIndex;
  }

  void movedTo(int newIndex) {
    index = newIndex;
  }

  /** Attaches to the stream's group on this loop and asks for what is there already. */
  void attach(LoopContext context) {
    stream.receivers().attach(this, context).welcome(this);
  }

  /** Its connection has gone before it was attached. */
  void abandon() {
    stream.receivers().abandon(this);
  }

  /** Whether the stream has moved on without it further than it retains text. */
  boolean outrun() {
    return cursor.position() < stream.log().oldest();
  }

  /** Whether the group's batch, if it begins here, may be written past the outbox now. */
  boolean ready() {
    return group != null && sent == 0 && !outrun() && outflow.ready();
  }

  /** Writes past the outbox, or else queues there, unless queued, and makes it pull. */
  void pull() {
    if (writesPast()) {
      return;
    }
    if (sent > 0) {
      outflow.queue(run); // the rest of its frame leaves ahead of what arrives now
    }
    outflow.settle();
    if (!run.reaches(target())) {
      run = new StreamRun<>(this);
    }
    outflow.pull(run);
  }

  /** How far this loop has seen the stream. */
  LogCursor<E> target() {
    return group.seen();
  }

  /** Gives up, because it is {@link #outrun}. */
  void fallBehind() {
    connection.overload();
  }

  /** How far the stream is now. Thread: any. */
  Reach<E> reach(Reach<?> others) {
    StreamEvent<E> lastEvent = stream.lastEvent();
    return new Reach<>(this, lastEvent, stream.log().tail(), others);
  }

  /** Queues what lies before {@code reach}, whether or not the group has seen it. */
  void queueUpTo(Reach<E> reach) {
    if (group == null) {
      return;
    }
    if (run.queued()) {
      run.fixAt(reach);
      if (run.fixedBehind(reach)) {
        return;
      }
      run = new StreamRun<>(this);
    } else if (cursor.isBehind(reach)) {
      return;
    }
    group.encode(reach.event());
    outflow.queue(run);
    run.fixAt(reach);
  }

  /** Queues what the group has seen and what was cut off by a {@link #queueUpTo}. */
  void queueRest() {
    if (group != null && run.queued() && run.fixedBefore(target())) {
      run = new StreamRun<>(this);
      outflow.queue(run);
    }
  }

  /** The stream can't be laid out any further. */
  void breakOff() {
    connection.breakOff();
  }

  /** Stops receiving. */
  void leave() {
    if (group != null) {
      group.remove(this);
      group = null;
      connection.left(stream);
      giveLeftover();
      dropRest();
    }
  }

  /** Answers for the memory of its stream, until it leaves. */
  void holdLeftover() {
    if (leftover == null) {
      leftover = stream.leftover();
      leftover.take(connection.holding());
    }
  }

  private void giveLeftover() {
    if (leftover != null) {
      leftover.give(connection.holding());
      leftover = null;
    }
  }

  boolean attached() {
    return group != null;
  }

  /** Writes the rest of the frame or fragment that is partly taken; whether none is now. */
  boolean finishFrame(FrameSink sink) {
    if (group == null || sent == 0) {
      return true;
    }
    return partEvent == null ? writePart(sink) : finishFragment(sink);
  }

  /** The rest of the frame or fragment that is partly taken; otherwise null. */
  FrameRest rest() {
    if (group == null || sent == 0) {
      return null;
    }
    ByteBuffer rest = partEvent == null ? part() : Fragments.rest(part());
    return rest == null ? null : FrameRest.copyOf(rest);
  }

  /**
   * Writes all that this loop has seen, from the group's batch if that begins here.
   *
   * @return whether all of it was taken; otherwise the sink is full
   */
  boolean drainSeen(FrameSink sink) {
    int first = firstInBatch();
    if (first >= 0) {
      return writeBatch(sink, batch(), first);
    }
    LogCursor<E> seen = group.seen();
    return drain(sink, seen.position(), seen.event());
  }

  /** Writes the text up to {@code limit} and the events up to {@code lastEvent}. */
  boolean drain(FrameSink sink, long limit, StreamEvent<E> lastEvent) {
    while (group != null && (sent > 0 || begin(limit, lastEvent))) {
      if (!writePart(sink)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the group's batch is all that there is to write, and is taken. */
  private boolean writesPast() {
    int first = ready() ? firstInBatch() : -1;
    return first >= 0 && writeBatch(outflow.channel(), batch(), first);
  }

  private FrameBatch batch() {
    return group.context().batch();
  }

  /** The first frame of the group's batch that is to be written; -1 if that does not begin here. */
  private int firstInBatch() {
    return sent == 0 ? batch().indexOf(group, cursor) : -1;
  }

  private boolean writeBatch(FrameSink sink, FrameBatch batch, int first) {
    ByteBuffer bytes = batch.bytes(first);
    int taken = batch.frameStart(first) + (bytes.hasRemaining() ? sink.write(bytes) : 0);
    int whole = batch.framesWithin(taken);
    if (whole > first) {
      cursor.moveTo(batch.position(whole - 1), batch.offset(whole - 1));
      pass(batch.event(whole - 1));
    }
    if (whole == batch.count()) {
      return true;
    }
    sent = taken - batch.frameStart(whole);
    partEnd = batch.position(whole);
    partOffset = batch.offset(whole);
    StreamEvent<E> event = batch.event(whole);
    partEvent = event == cursor.event() ? null : event;
    if (keepsRest()) {
      keepRest(batch.restOf(whole, taken));
    }
    return false;
  }

  /** Chooses the next frame within the limits; false when there is none. */
  private boolean begin(long limit, StreamEvent<E> lastEvent) {
    StreamEvent<E> event = cursor.event().next();
    boolean eligible = event != null && !event.isAfter(lastEvent);
    if (eligible && event.position() <= cursor.position()) {
      partEvent = event;
      partEnd = cursor.position();
      partOffset = cursor.offset();
      return true;
    }
    long end = eligible ? Math.min(event.position(), limit) : limit;
    if (end <= cursor.position()) {
      return false;
    }
    partEvent = null;
    partEnd = deltaEnd(cursor.chunk().end(end));
    partOffset = cursor.offsetAt(partEnd, format.delta());
    return true;
  }

  /** A receiver that is not slow gets deltas as its group lays them out. */
  private long deltaEnd(long limit) {
    boolean whole = stream.mergesInStep() || cursor.position() < target().position();
    return whole ? limit : cursor.chunk().deltaEnd(cursor.position(), limit);
  }

  /** Writes what is left of the frame at the cursor; whether all of it was taken. */
  private boolean writePart(FrameSink sink) {
    ByteBuffer bytes = part();
    int left = bytes.remaining();
    int taken = left > 0 ? sink.write(bytes) : 0;
    if (taken < left) {
      sent += taken;
      if (keepsRest()) {
        keepRest(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      }
      return false;
    }
    sent = 0;
    dropRest();
    cursor.moveTo(partEnd, partOffset);
    if (partEvent != null) {
      pass(partEvent);
    }
    return true;
  }

  /** Whether the rest of the frame that is partly taken is to be copied, because it may differ. */
  private boolean keepsRest() {
    return deflation() != null && sent > 0 && partEvent == null && partRest == null;
  }

  private void keepRest(ByteBuffer rest) {
    partRest = rest;
    connection.holding().takeAnyway(rest.capacity(), rest.capacity());
  }

  private void dropRest() {
    if (partRest != null) {
      connection.holding().give(partRest.capacity());
      partRest = null;
    }
  }

  /** The same for an event, whose message may be fragmented; a delta's is not. */
  private boolean finishFragment(FrameSink sink) {
    int size = partEvent.frame(format).bytes(deflation()).length;
    int end = Fragments.end(sent, size);
    if (end == size) {
      return writePart(sink);
    }
    if (sent < end) {
      sent += sink.write(part().limit(end));
    }
    return sent == end;
  }

  private ByteBuffer part() {
    if (partRest != null) {
      return partRest;
    }
    UnitFrame unit = group.context().unit();
    ByteBuffer whole =
        partEvent == null
            ? unit.delta(format.delta(), cursor, partEnd, partOffset, deflation())
            : unit.event(partEvent.frame(format), deflation());
    return whole.position(sent);
  }

  private void pass(StreamEvent<E> event) {
    cursor.pass(event);
    if (event.terminal()) {
      leave();
    }
  }
}
