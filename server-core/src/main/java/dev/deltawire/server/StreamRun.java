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
    return lastPosition == OPEN && (lastEvent == null || lastEvent == target.event());
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
    if (lastPosition != OPEN) {
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
    long end = Math.min(lastPosition, receiver.target().position());
    return barrier == null ? end : Math.min(end, barrier.position());
  }
}
