package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;

/**
 * A stretch of one stream in a connection's outbox.
 *
 * <p>The last thing in the outbox, it reaches as far as the loop has seen the stream. With nothing
 * but stretches of other streams behind it, later text still joins it, up to the next event,
 * so that a slow connection holds one stretch a stream, not one a delta. With a frame behind it, it
 * is fixed at what was there then, and later text queues anew.
 */
final class StreamRun<E> implements Outgoing {

  private static final long OPEN = Long.MAX_VALUE;

  private final StreamReceiver<E> receiver;
  private boolean queued;

  /** The newest event that belongs to it; null while every event does. */
  private StreamEvent<E> lastEvent;

  /** Where its text ends at the latest. */
  private long lastPosition = OPEN;

  StreamRun(StreamReceiver<E> receiver) {
    this.receiver = receiver;
  }

  /** Whether all that the loop has seen up to {@code target} belongs to it. */
  boolean reaches(LogCursor<E> target) {
    return fixed() ? !fixedBefore(target) : lastEvent == null || lastEvent == target.event();
  }

  /** Whether it stands in the outbox. */
  boolean queued() {
    return queued;
  }

  /** Lets nothing behind {@code reach} belong to it, unless it is fixed already. */
  void fixAt(Reach<E> reach) {
    if (lastPosition == OPEN) {
      lastEvent = lastEvent == null || lastEvent.isAfter(reach.event()) ? reach.event() : lastEvent;
      lastPosition = reach.position();
    }
  }

  /** Whether it is fixed, and what lies before {@code reach} belongs to it or to an earlier one. */
  boolean fixedBehind(Reach<E> reach) {
    return fixed() && lastPosition >= reach.position() && !reach.event().isAfter(lastEvent);
  }

  /** Whether it is fixed, and something before {@code target} does not belong to it. */
  boolean fixedBefore(LogCursor<E> target) {
    return fixed() && (target.position() > lastPosition || target.event().isAfter(lastEvent));
  }

  private boolean fixed() {
    return lastPosition != OPEN;
  }

  /** Notes that it stands in the outbox; whether it did not before. */
  boolean enqueue() {
    boolean added = !queued;
    queued = true;
    return added;
  }

  @Override
  public void dequeued() {
    queued = false;
    lastEvent = null;
    lastPosition = OPEN;
  }

  @Override
  public void fixEvents() {
    if (lastEvent == null && receiver.attached()) {
      lastEvent = receiver.target().event();
    }
  }

  @Override
  public boolean fix() {
    if (fixed()) {
      return false;
    }
    if (receiver.attached()) {
      fixEvents();
      lastPosition = end();
    }
    return true;
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    return receiver.finishFrame(sink);
  }

  @Override
  public FrameRest rest() {
    return receiver.rest();
  }

  @Override
  public boolean drain(FrameSink sink) {
    if (!receiver.attached()) {
      return true;
    }
    if (lastEvent == null) {
      return receiver.drainSeen(sink);
    }
    return receiver.drain(sink, end(), lastEvent);
  }

  /** Where its text ends now: before the first event that does not belong to it. */
  private long end() {
    StreamEvent<E> barrier = lastEvent.next();
    long end = fixed() ? lastPosition : receiver.target().position();
    return barrier == null ? end : Math.min(end, barrier.position());
  }
}
