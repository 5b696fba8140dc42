package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.LoopTimer;

/**
 * The receivers of one stream on one loop in one wire format, all of which inflate or none.
 *
 * <p>An append signals it once; it lays out what is new and lets every receiver's connection pull.
 */
final class StreamGroup<E> extends LoopTask {

  /** How often a round looks for what has been appended since it began. */
  private static final int LOOKS = 8;

  /** Receivers that are reached sooner than another look would help them. */
  private static final int LEAST_BETWEEN_LOOKS = 8;

  private final LogStream<E> stream;
  private final LoopContext context;
  private final WireFormat<E> format;

  /** For receivers that inflate; otherwise null. */
  private final Deflation deflation;

  /** How far this loop has seen the log: the aim of every receiver. */
  private final LogCursor<E> seen;

  /** The same between two flushes; during one, the end of what is laid out. */
  private final LogCursor<E> next;

  private final ReceiverRound<E> receivers = new ReceiverRound<>();
  private final LoopTimer nextFlush = new NextFlush();
  private final long flushIntervalNanos;
  private long flushedAtNanos;
  private volatile long floor;

  /** A group of receivers like {@code first}. */
  StreamGroup(
      LogStream<E> stream, LoopContext context, StreamReceiver<E> first, LogCursor<E> start) {
    this.stream = stream;
    this.context = context;
    this.format = first.format();
    this.deflation = first.deflation();
    this.seen = start;
    this.next = start.copy();
    this.floor = start.position();
    this.flushIntervalNanos = stream.flushIntervalNanos();
    this.flushedAtNanos = context.loop().nanoTime() - flushIntervalNanos;
  }

  LoopContext context() {
    return context;
  }

  WireFormat<E> format() {
    return format;
  }

  /** Whether {@code receiver}, whose loop is {@code itsContext}'s, gets the same frames. */
  boolean suits(StreamReceiver<E> receiver, LoopContext itsContext) {
    return context == itsContext
        && format == receiver.format()
        && deflation == receiver.deflation();
  }

  LogCursor<E> seen() {
    return seen;
  }

  /** No receiver needs text before this position. Thread: any. */
  long floor() {
    return floor;
  }

  /** Thread: any. */
  void signal() {
    context.loop().signal(this);
  }

  void add(StreamReceiver<E> receiver) {
    floor = Math.min(floor, receiver.position());
    receiver.joined(this, receivers.size());
    receivers.add(receiver);
  }

  /** Lets a receiver that was added have what is there, ahead of what its connection is sent. */
  void welcome(StreamReceiver<E> receiver) {
    if (!receiver.cursor().at(seen)) {
      pull(receiver);
    }
    signal();
  }

  /** Takes a receiver out; the last one of the list moves into its place. */
  void remove(StreamReceiver<E> receiver) {
    receivers.remove(receiver);
    if (receivers.size() == 0) {
      context.loop().cancel(nextFlush);
      stream.remove(this);
      context.batch().forget(this);
    }
  }

  /** Encodes what a receiver is to be sent ahead of the others. */
  void encode(StreamEvent<E> last) {
    StreamEvent<E> event = seen.event();
    while (last.isAfter(event)) {
      event = event.next();
      event.frame(format);
    }
  }

  /** Touches what a flush needs: many other streams may have been appended to since this one. */
  @Override
  protected boolean peek() {
    return hasNews()
        && next.peek(stream.log().tail())
        && stream.leftover() == null
        && format.delta().size(0, 0) > 0
        && receivers.get(0).ready();
  }

  @Override
  protected void run() {
    if (hasNews() && !postponed()) {
      flush();
    }
    if (stream.leftover() != null) {
      holdLeftover();
    }
  }

  /** The server has forgotten the stream: who is not through with it answers for its memory. */
  private void holdLeftover() {
    for (int i = 0; i < receivers.size(); i++) {
      receivers.get(i).holdLeftover();
    }
  }

  private void flush() {
    try {
      writeNew();
    } catch (RuntimeException | Error e) { // the format's defect, reported by the loop
      for (int i = receivers.size() - 1; i >= 0; i--) {
        receivers.get(i).breakOff();
      }
      throw e;
    }
  }

  private void writeNew() {
    long tail = stream.log().tail();
    do {
      context.batch().begin(this, next);
      layOut(tail);
      seen.set(next);
      pull();
    } while (receivers.size() > 0 && hasNews(tail));
    floor = lowestPosition();
  }

  /**
   * Whether somebody here waits for something. Without receivers nothing is read: the producer may
   * write over what is unseen.
   */
  private boolean hasNews() {
    return receivers.size() > 0 && hasNews(stream.log().tail());
  }

  private boolean hasNews(long tail) {
    return hasEvent(next, tail) || next.position() < tail;
  }

  /** Whether the last flush was too short a time ago; then the next one is set. */
  private boolean postponed() {
    if (flushIntervalNanos == 0) {
      return false;
    }
    long now = context.loop().nanoTime();
    if (now - flushedAtNanos >= flushIntervalNanos || stream.ended()) {
      flushedAtNanos = now;
      return false;
    }
    if (!nextFlush.isScheduled()) {
      context.loop().schedule(nextFlush, flushedAtNanos + flushIntervalNanos);
    }
    return true;
  }

  /**
   * Lays out frames from {@link #seen} on, as many as the batch takes, and leaves their end in
   * next.
   */
  private void layOut(long tail) {
    FrameBatch batch = context.batch();
    boolean room = true;
    while (room) {
      if (hasEvent(next, tail)) {
        room = layOutEvent(batch);
      } else if (next.position() < tail) {
        room = layOutDelta(batch, tail);
      } else {
        return;
      }
    }
  }

  private boolean hasEvent(LogCursor<E> cursor, long tail) {
    StreamEvent<E> event = cursor.event().next();
    return event != null && event.position() == cursor.position() && event.position() <= tail;
  }

  private boolean layOutEvent(FrameBatch batch) {
    StreamEvent<E> event = next.event().next();
    boolean room = batch.addEvent(event.frame(format), next, event, deflation);
    if (room) {
      next.pass(event);
    }
    return room;
  }

  private boolean layOutDelta(FrameBatch batch, long tail) {
    TextChunk chunk = next.chunk();
    long limit = barrier(next, chunk.end(tail));
    long to = stream.mergesInStep() ? limit : chunk.deltaEnd(next.position(), limit);
    DeltaTemplate template = format.delta();
    long endOffset = next.offsetAt(to, template);
    boolean room = batch.addDelta(template, next, to, endOffset, deflation);
    if (room) {
      next.moveTo(to, endOffset);
    }
    return room;
  }

  /** The nearer of {@code limit} and the next event: no delta crosses either. */
  static <E> long barrier(LogCursor<E> cursor, long limit) {
    StreamEvent<E> event = cursor.event().next();
    return event == null ? limit : Math.min(limit, event.position());
  }

  /**
   * Lets every receiver pull. What is appended meanwhile joins what the others are about to get,
   * and then the first ones have their turn again: nobody waits for two rounds, and a loop that is
   * late writes more at once.
   */
  private void pull() {
    int size = receivers.size();
    int betweenLooks = Math.max(LEAST_BETWEEN_LOOKS, size / LOOKS);
    int nextLook = betweenLooks;
    receivers.begin();
    StreamReceiver<E> receiver = receivers.next();
    for (int pulled = 1; receiver != null; pulled++) {
      pull(receiver);
      if (pulled == nextLook && pulled < size) {
        look();
        nextLook += betweenLooks;
      }
      receiver = receivers.next();
    }
  }

  /** Lays out what has been appended since the round began, and lets it reach everybody. */
  private void look() {
    long tail = stream.log().tail();
    if (flushIntervalNanos == 0 && hasNews() && context.batch().beginPart()) {
      layOut(tail);
    }
    if (!next.at(seen)) {
      seen.set(next);
      receivers.begin();
    }
  }

  private void pull(StreamReceiver<E> receiver) {
    if (receiver.outrun()) {
      receiver.fallBehind();
    } else {
      receiver.pull();
    }
  }

  private long lowestPosition() {
    long lowest = seen.position();
    for (int i = 0; i < receivers.size(); i++) {
      lowest = Math.min(lowest, receivers.get(i).position());
    }
    return lowest;
  }

  /** The end of a flush interval. */
  private final class NextFlush extends LoopTimer {
    @Override
    protected void expired() {
      StreamGroup.this.run();
    }
  }
}
