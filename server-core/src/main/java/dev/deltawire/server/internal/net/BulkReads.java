package dev.deltawire.server.internal.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The sockets of a loop that are in the middle of long messages, while many are ready: each waits
 * for its next read, and all of them get a part of the loop's time, so that who says little is
 * heard at once. Thread: the loop.
 */
public final class BulkReads {

  /** One whose last read was full. */
  public interface Reader {
    /** Reads once more, and comes back if that read was full again. Does not throw. */
    void readOn();
  }

  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Turns are followed by a rest so many times as long. */
  static final int REST = 2;

  private final LongSupplier nanoClock;
  private final Queue<Reader> waiting = new ArrayDeque<>();
  private long nextTurnNanos;

  BulkReads(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.nextTurnNanos = nanoClock.getAsLong();
  }

  /** Lets {@code reader} read on in its turn. */
  public void add(Reader reader) {
    waiting.add(reader);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Lets some read, each once at most, if it is time for that.
   *
   * @return nanoseconds to the next turn, {@link Long#MAX_VALUE} if nobody waits for it
   */
  long turn() {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long begun = nanoClock.getAsLong();
    if (begun - nextTurnNanos < 0) {
      return nextTurnNanos - begun;
    }
    long now = begun;
    for (int left = waiting.size(); left > 0 && now - begun < TURN_NANOS; left--) {
      waiting.remove().readOn();
      now = nanoClock.getAsLong();
    }
    nextTurnNanos = now + REST * (now - begun);
    return waiting.isEmpty() ? Long.MAX_VALUE : nextTurnNanos - now;
  }
}
