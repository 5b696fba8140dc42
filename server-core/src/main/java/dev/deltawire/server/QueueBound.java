package dev.deltawire.server;

import dev.deltawire.server.spi.Holding;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is queued for one connection, against its own bound and the server's memory.
 *
 * <p>A frame that waits for many connections costs the server its bytes once. Thread: any.
 */
final class QueueBound {

  private final long maxBytes;
  private final Holding holding;
  private final AtomicLong bytes = new AtomicLong();

  QueueBound(long maxBytes, Holding holding) {
    this.maxBytes = maxBytes;
    this.holding = holding;
  }

  /** Adds a frame; false when it is one too many. */
  boolean add(Frame frame) {
    if (bytes.addAndGet(frame.size()) > maxBytes) {
      return false;
    }
    int cost = frame.queued();
    boolean room = holding.take(frame.size(), cost);
    if (!room) { // what it cost is given back, unless another queue has come to share it meanwhile
      holding.takeAnyway(0, cost - frame.dequeued());
    }
    return room;
  }

  /** A frame that was added has left. */
  void remove(Frame frame) {
    bytes.addAndGet(-frame.size());
    leave(frame);
  }

  /** Counts a frame that the bound of X-37 does not limit. */
  void enter(Frame frame) {
    holding.takeAnyway(frame.size(), frame.queued());
  }

  /** Such a frame has left. */
  void leave(Frame frame) {
    holding.give(frame.size(), frame.dequeued());
  }

  /** Counts such a frame until the result is run. */
  Runnable entered(Frame frame) {
    enter(frame);
    return () -> leave(frame);
  }

  /** Counts memory that something in the queue holds beside its frames, until the result is run. */
  Runnable entered(long heldBytes) {
    holding.takeAnyway(heldBytes, heldBytes);
    return () -> holding.give(heldBytes);
  }
}
