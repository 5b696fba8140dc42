package dev.deltawire.dialects.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is here: an identity comes with its first connection and goes with its last one.
 *
 * <p>Of one identity the listener's calls alternate and never overlap, whatever the order in which
 * threads come and go: who comes while the last one's going is told waits for that. Different
 * identities wait for nothing of each other. The listener itself lets nobody come or go. Thread:
 * any; may block as long as the listener does.
 *
 * @param <P> what names an identity
 */
public final class Presence<P> {

  /** What hears of comings and goings. A throw in {@link #onArrival} undoes the coming. */
  public interface Listener<P> {

    /** The first connection has come. */
    void onArrival(P identity);

    /** The last connection has gone. */
    void onDeparture(P identity);
  }

  /** One connection's presence. */
  public interface Stay {

    /** Ends it. Idempotent. */
    void end();
  }

  private final Listener<P> listener;
  private final Map<P, Seat> seats = new ConcurrentHashMap<>();

  /** Nobody is here yet. */
  public Presence(Listener<P> listener) {
    this.listener = listener;
  }

  /** Counts one more connection; the listener has been told when this returns. */
  public Stay enter(P identity) {
    while (true) {
      Seat seat = seats.computeIfAbsent(identity, Seat::new);
      if (seat.enter()) {
        AtomicBoolean here = new AtomicBoolean(true);
        return () -> {
          if (here.compareAndSet(true, false)) {
            seat.leave();
          }
        };
      }
    }
  }

  /** How many connections an identity has. */
  int connections(P identity) {
    Seat seat = seats.get(identity);
    return seat == null ? 0 : seat.count.get();
  }

  /** One identity's connections; once empty it is replaced, never used again. */
  private final class Seat {
    private final P identity;
    private final AtomicInteger count = new AtomicInteger();
    private boolean left;

    Seat(P identity) {
      this.identity = identity;
    }

    synchronized boolean enter() {
      if (left) {
        return false;
      }
      if (count.incrementAndGet() == 1) {
        tellArrival();
      }
      return true;
    }

    synchronized void leave() {
      if (count.decrementAndGet() == 0) {
        try {
          listener.onDeparture(identity);
        } finally {
          giveUp();
        }
      }
    }

    private void tellArrival() {
      boolean told = false;
      try {
        listener.onArrival(identity);
        told = true;
      } finally {
        if (!told) {
          count.decrementAndGet();
          giveUp();
        }
      }
    }

    private void giveUp() {
      left = true;
      seats.remove(identity, this);
    }
  }
}
