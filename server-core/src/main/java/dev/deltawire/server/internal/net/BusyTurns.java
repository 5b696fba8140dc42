package dev.deltawire.server.internal.net;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The turns of connections that say much: few at a time, the others in order. A turn counts until
 * the loop has dealt with what it led to, so that a flood has few threads and a small part of each
 * turn of a loop. Ends come before all of them, for what they hold is free then; but every second
 * place is for the others, as an end may wait for a store. Thread: any.
 */
public final class BusyTurns {

  private final Executor executor;
  private final int least;
  private final Runnable whenOneWaits;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final Deque<Runnable> waitingEnds = new ArrayDeque<>();
  private int limit;
  private int begun;
  private boolean lastWasEnd;
  private boolean unlimited;

  /** Has turns run by {@code executor}, so many at a time. */
  public BusyTurns(Executor executor, int limit) {
    this(executor, limit, () -> {});
  }

  /** The same; {@code whenOneWaits} is called for each that has to wait, and may change that. */
  public BusyTurns(Executor executor, int limit, Runnable whenOneWaits) {
    this.executor = executor;
    this.least = limit;
    this.limit = limit;
    this.whenOneWaits = whenOneWaits;
  }

  /** Has {@code turn} run when it is its turn; {@link #over} has to follow. */
  public void begin(Runnable turn) {
    begin(turn, waiting);
  }

  /** The same, for the last turn of a connection. */
  public void beginEnd(Runnable turn) {
    begin(turn, waitingEnds);
  }

  private void begin(Runnable turn, Queue<Runnable> line) {
    if (mayBegin(turn, line)) {
      execute(turn);
    } else {
      whenOneWaits.run();
    }
  }

  /** A turn has been run, and what it set off. */
  public void over() {
    if (!end()) {
      beginWaiting();
    }
  }

  /**
   * So many turns may be under way at a time, while others wait: when none does, the places that
   * were added go with the turns that had them.
   */
  public void limit(int value) {
    setLimit(value);
    beginWaiting();
  }

  /** How many may be under way now. */
  public synchronized int limit() {
    return limit;
  }

  /** Lets all begin at once: the loops have ended, nothing is {@link #over} any more. */
  public void open() {
    setUnlimited();
    beginWaiting();
  }

  /** How many have begun, and are not over. */
  public synchronized int begun() {
    return begun;
  }

  /** Whether any has to wait. */
  public synchronized boolean anyWaits() {
    return !waiting.isEmpty() || !waitingEnds.isEmpty();
  }

  private void beginWaiting() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        executor.execute(next);
      } catch (RejectedExecutionException | OutOfMemoryError e) { // there is no thread for it now
        if (putBack(next)) {
          whenOneWaits.run();
          return;
        }
        next.run(); // nor will there be: the server ends
      }
    }
  }

  /** Has it wait as the next one; false when nobody would come for it any more. */
  private synchronized boolean putBack(Runnable refused) {
    if (!unlimited) {
      begun--;
      waitingEnds.addFirst(refused);
    }
    return !unlimited;
  }

  /** Runs a turn that counts, unless it is refused. */
  private void execute(Runnable turn) {
    boolean executed = false;
    try {
      executor.execute(turn);
      executed = true;
    } finally {
      if (!executed) {
        end();
      }
    }
  }

  private synchronized boolean mayBegin(Runnable turn, Queue<Runnable> line) {
    if (hasRoom()) {
      begun++;
      return true;
    }
    line.add(turn);
    return false;
  }

  /** Gives a place back; whether all may begin at once, so that none waits. */
  private synchronized boolean end() {
    begun--;
    capLimit();
    return unlimited;
  }

  private boolean hasRoom() {
    return unlimited || begun < limit;
  }

  private synchronized void setUnlimited() {
    unlimited = true;
  }

  private synchronized void setLimit(int value) {
    limit = Math.max(value, 1);
    capLimit();
  }

  /** When none waits, the places that were added are those of who has begun. With the lock. */
  private void capLimit() {
    if (!anyWaits()) {
      limit =
          begun + Math.min(limit - begun, least); // in this order: least may be the most there is
    }
  }

  /** The next that may begin; null if none may, or none waits. */
  private synchronized Runnable next() {
    if (!hasRoom()) {
      return null;
    }
    boolean end = !waitingEnds.isEmpty() && !(lastWasEnd && !waiting.isEmpty());
    Runnable next = end ? waitingEnds.poll() : waiting.poll();
    lastWasEnd = end;
    begun += next == null ? 0 : 1;
    return next;
  }
}
