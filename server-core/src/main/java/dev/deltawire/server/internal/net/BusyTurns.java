package dev.deltawire.server.internal.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The turns of connections that say much: few at a time, the others in order. A turn counts until
 * the loop has dealt with what it led to, so that a flood has few threads and a small part of each
 * turn of a loop. Thread: any.
 */
public final class BusyTurns {

  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int free;

  /** Has turns run by {@code executor}, so many at a time. */
  public BusyTurns(Executor executor, int atATime) {
    this.executor = executor;
    this.free = atATime;
  }

  /** Has {@code turn} run when it is its turn; {@link #over} has to follow. */
  public void begin(Runnable turn) {
    if (mayBegin(turn)) {
      executor.execute(turn);
    }
  }

  /** A turn has been run, and what it set off. */
  public void over() {
    Runnable next = next();
    if (next != null) {
      executor.execute(next);
    }
  }

  /** Lets all begin at once: the loops have ended, nothing is {@link #over} any more. */
  public void open() {
    for (Runnable next = allMayBegin(); next != null; next = next()) {
      executor.execute(next);
    }
  }

  private synchronized boolean mayBegin(Runnable turn) {
    if (free == 0) {
      waiting.add(turn);
      return false;
    }
    free--;
    return true;
  }

  private synchronized Runnable next() {
    Runnable next = waiting.poll();
    free += next == null ? 1 : 0;
    return next;
  }

  private synchronized Runnable allMayBegin() {
    free = Integer.MAX_VALUE / 2;
    return waiting.poll();
  }
}
