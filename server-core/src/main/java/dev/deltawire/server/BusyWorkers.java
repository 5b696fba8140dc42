package dev.deltawire.server;

import dev.deltawire.server.internal.net.BusyTurns;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The threads of busy turns and of newcomers: few at work at a time; but those that wait for
 * something, a store that commits for all of them, make room for others.
 */
final class BusyWorkers {

  /** While turns wait for a thread, those that have one are looked at so often. */
  private static final long LOOK_MILLIS = 2;

  private final Executor pool;
  private final ScheduledExecutorService scheduler;
  private final int atWork;
  private final int most;
  private final BusyTurns turns;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();
  private int limit;

  /**
   * Workers of a pool.
   *
   * @param atWork turns at a time that do not wait
   * @param most turns at a time altogether, for which {@code pool} has threads
   */
  BusyWorkers(Executor pool, ScheduledExecutorService scheduler, int atWork, int most) {
    this.pool = pool;
    this.scheduler = scheduler;
    this.atWork = atWork;
    this.most = most;
    this.limit = atWork;
    this.turns = new BusyTurns(this::execute, atWork, this::lookSoon);
  }

  BusyTurns turns() {
    return turns;
  }

  /** Runs a task that is over when it has run. */
  void run(Runnable task) {
    turns.begin(
        () -> {
          try {
            task.run();
          } finally {
            turns.over();
          }
        });
  }

  private void execute(Runnable turn) {
    pool.execute(
        () -> {
          running.add(Thread.currentThread());
          try {
            turn.run();
          } finally {
            running.remove(Thread.currentThread());
          }
        });
  }

  @SuppressWarnings("FutureReturnValueIgnored") // a look reports nothing
  private void lookSoon() {
    if (looking.compareAndSet(false, true)) {
      try {
        scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) { // the server ends, and lets all begin
        looking.set(false);
      }
    }
  }

  /** Adapts the limit to how many of those that have begun wait for something. */
  synchronized void look() {
    looking.set(false);
    long waiting = running.stream().filter(BusyWorkers::waits).count();
    int wanted = turns.begun() - waiting < atWork ? 2 * limit : limit / 2;
    limit = Math.max(atWork, Math.min(most, wanted));
    turns.limit(limit);
    if (turns.anyWaits()) {
      lookSoon();
    }
  }

  private static boolean waits(Thread thread) {
    Thread.State state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
  }
}
