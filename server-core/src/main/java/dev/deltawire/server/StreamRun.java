package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;

/**
 * A stretch of one stream in a connection's outbox.
 *
 * <p>Open, it reaches as far as the loop has seen the stream; once something is queued behind it,
 * it is fixed at what was there then, and later text queues anew.
 */
final class StreamRun<E> implements Outgoing {

  private final StreamReceiver<E> receiver;
  private LogCursor<E> limit;
  private boolean queued;

  StreamRun(StreamReceiver<E> receiver) {
    this.receiver = receiver;
  }

  /** Whether nothing more can come into it. */
  boolean fixed() {
    return limit != null;
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
  }

  @Override
  public void fix() {
    if (limit == null && receiver.attached()) {
      limit = receiver.target().copy();
    }
  }

  @Override
  public void cutToFrame() {
    if (receiver.attached()) {
      limit = receiver.frameEnd();
    }
  }

  @Override
  public boolean midFrame() {
    return receiver.midFrame();
  }

  @Override
  public boolean drain(FrameSink sink) {
    if (!receiver.attached()) {
      return true;
    }
    boolean open = limit == null;
    return receiver.drain(sink, open ? receiver.target() : limit, open);
  }
}
