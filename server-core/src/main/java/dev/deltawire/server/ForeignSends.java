package dev.deltawire.server;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What other threads have sent through one connection, on its way to the loop.
 *
 * <p>The loop takes it before it sees more of the streams than their senders had: whatever a
 * thread does after a send finds the send here.
 */
final class ForeignSends {

  private final AtomicReference<Sending> newest = new AtomicReference<>();
  private final ServerConnection connection;
  private boolean settling;

  /** One of them, its own node in the list. */
  abstract static class Sending {
    private Sending next;

    /** Puts it where it leaves in its turn. Thread: the loop. */
    abstract void arrive();
  }

  ForeignSends(ServerConnection connection) {
    this.connection = connection;
  }

  /** Adds one behind those of the same thread. Thread: any. */
  void add(Sending sending) {
    Sending head;
    do {
      head = newest.get();
      sending.next = head;
    } while (!newest.compareAndSet(head, sending));
  }

  /** Whether {@link #settle} is at work. Thread: the loop. */
  boolean settling() {
    return settling;
  }

  /** Lets all arrive that are here, oldest first. Thread: the loop. */
  void settle() {
    if (newest.get() == null || settling) {
      return;
    }
    settling = true;
    try {
      arriveAll(newest.getAndSet(null));
    } finally {
      settling = false;
    }
  }

  /**
   * Lets one arrive that has nothing before it. If it fails to, the connection closes, and those
   * behind it let go. Thread: the loop.
   */
  void arrive(Sending sending) {
    try {
      sending.arrive();
    } catch (RuntimeException | Error e) {
      connection.breakOff(e);
    }
  }

  private void arriveAll(Sending last) {
    Sending sending = oldestFirst(last);
    while (sending != null) {
      Sending following = sending.next;
      sending.next = null;
      arrive(sending);
      sending = following;
    }
  }

  private static Sending oldestFirst(Sending last) {
    Sending ordered = null;
    Sending sending = last;
    while (sending != null) {
      Sending following = sending.next;
      sending.next = ordered;
      ordered = sending;
      sending = following;
    }
    return ordered;
  }
}
