package dev.deltawire.server;

import dev.deltawire.server.spi.Holding;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is queued for one connection, against its own bound and the server's memory.
 *
 * <p>Long before the bound the peer's messages wait until it has taken most of what is queued: who
 * asks and does not read gets no further answers. One answer, however long, is none too many: the
 * peer is read while it takes that. A frame that waits for many connections costs the server its
 * bytes once. Thread: any.
 */
final class QueueBound {

  /** What the peer says, and the server answers. */
  interface Questions {
    /** Lets no further one be handled until {@link #release}. */
    void hold();

    /** Undoes one {@link #hold}. */
    void release();
  }

  /** Whether what the peer says is handled. */
  private enum Handling {
    ON,
    /** Somebody is about to hold it; nobody releases it until that has been done. */
    ENDING,
    HELD
  }

  /**
   * So small a part of the bound makes the peer's messages wait, and half of it lets them go on.
   */
  private static final int PART_TO_WAIT = 64;

  private final long maxBytes;
  private final long waitBytes;
  private final Holding holding;
  private final Questions questions;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicReference<Handling> handling = new AtomicReference<>(Handling.ON);

  QueueBound(long maxBytes, Holding holding, Questions questions) {
    this.maxBytes = maxBytes;
    this.waitBytes = maxBytes / PART_TO_WAIT;
    this.holding = holding;
    this.questions = questions;
  }

  /** Adds a frame; false when it is one too many. */
  boolean add(Frame frame) {
    boolean room = grow(frame.size()) && hold(frame);
    if (!room) {
      shrink(frame.size());
    }
    return room;
  }

  /** Adds a frame of so many bytes that no other queue shares; false when it is one too many. */
  boolean add(int size) {
    boolean room = grow(size) && holding.take(size);
    if (!room) {
      shrink(size);
    }
    return room;
  }

  private boolean hold(Frame frame) {
    int cost = frame.queued();
    boolean room = holding.take(frame.size(), cost);
    if (!room) { // what it cost is given back, unless another queue has come to share it meanwhile
      holding.takeAnyway(0, cost - frame.dequeued());
    }
    return room;
  }

  /** A frame that was added has left. */
  void remove(Frame frame) {
    leave(frame);
    shrink(frame.size());
  }

  /** A frame of so many bytes has left, that no other queue has shared. */
  void remove(int size) {
    holding.give(size);
    shrink(size);
  }

  /** A frame of so many bytes waits on in memory that is counted for itself. */
  void packed(int size) {
    holding.give(size);
  }

  /** Frames that did so have left, of so many bytes together. */
  void unpacked(int size) {
    shrink(size);
  }

  /** Whether there is room for so many bytes more. */
  private boolean grow(int size) {
    long queued = bytes.addAndGet(size);
    if (queued > maxBytes) {
      return false;
    }
    if (queued - size > waitBytes && becomes(Handling.ON, Handling.ENDING)) {
      questions.hold();
      handling.set(Handling.HELD);
      relieve(bytes.get()); // all may have been taken meanwhile
    }
    return true;
  }

  private void shrink(int size) {
    relieve(bytes.addAndGet(-size));
  }

  private void relieve(long queued) {
    if (queued <= waitBytes / 2 && becomes(Handling.HELD, Handling.ON)) {
      questions.release();
    }
  }

  private boolean becomes(Handling before, Handling after) {
    return handling.get() == before && handling.compareAndSet(before, after);
  }

  /** Counts a frame that the bound of X-37 does not limit. */
  void enter(Frame frame) {
    holding.takeAnyway(frame.size(), frame.queued());
  }

  /** Counts what a frame that is in the queue costs because it was compressed for this peer. */
  void deflated(Frame frame) {
    int cost = frame.deflated();
    if (cost > 0) {
      holding.takeAnyway(0, cost);
    }
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
