package dev.deltawire.server;

import dev.deltawire.server.internal.net.BusyTurns;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * The threads of busy turns, of newcomers and of plain requests: few at work at a time; but those
 * that wait for something, a store that commits for all of them, make room for others.
 */
final class BusyWorkers {

  /** While turns wait for a thread, those that have one are looked at so often. */
  private static final long LOOK_MILLIS = 2;

  /** So often it is looked in vain before nobody looks until somebody waits again: a second. */
  private static final int LOOKS_IN_VAIN = 500;

  /** Who is at it for longer is taken to wait, in a system call, of which Java tells nothing. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Executor pool;
  private final ScheduledExecutorService scheduler;
  private final int atWork;
  private final int most;
  private final LongSupplier nanoClock;
  private final BusyTurns turns;

  /** As many as there have ever been turns at a time. */
  private final List<Worker> all = new ArrayList<>();

  private final Deque<Worker> spare = new ArrayDeque<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private Future<?> looks;

  /** Thread: the scheduler's, as long as anybody looks. */
  private int inVain;

  /**
   * Workers of a pool.
   *
   * @param atWork turns at a time that do not wait
   * @param most turns at a time altogether, for which {@code pool} has threads
   */
  BusyWorkers(
      Executor pool,
      ScheduledExecutorService scheduler,
      int atWork,
      int most,
      LongSupplier nanoClock) {
    this.pool = pool;
    this.scheduler = scheduler;
    this.atWork = atWork;
    this.most = most;
    this.nanoClock = nanoClock;
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
    Worker worker = worker().of(turn);
    try {
      pool.execute(worker);
    } catch (RejectedExecutionException e) {
      rest(worker);
      throw e;
    }
  }

  /** One that has nothing to do, or a new one. */
  private synchronized Worker worker() {
    Worker idle = spare.poll();
    if (idle == null) {
      idle = new Worker();
      all.add(idle);
    }
    return idle;
  }

  private synchronized void rest(Worker worker) {
    worker.turn = null;
    spare.add(worker);
  }

  /** Makes no garbage as long as somebody looks: so a flood makes none. */
  private void lookSoon() {
    if (looking.compareAndSet(false, true)) {
      try {
        beginLooking();
      } catch (RejectedExecutionException e) { // the server ends, and lets all begin
        looking.set(false);
      } catch (Throwable t) { // the next one who waits tries again
        looking.set(false);
        throw t;
      }
    }
  }

  private synchronized void beginLooking() {
    inVain = 0;
    looks =
        scheduler.scheduleWithFixedDelay(
            this::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void lookAgain() {
    boolean goesOn = false;
    try {
      look();
      goesOn = inVain < LOOKS_IN_VAIN;
    } finally {
      if (!goesOn) {
        endLooking();
      }
    }
  }

  private void endLooking() {
    cancelLooks();
    looking.set(false);
    if (turns.anyWaits()) { // who came just before has set nobody looking
      lookSoon();
    }
  }

  private synchronized void cancelLooks() {
    looks.cancel(false);
  }

  /**
   * Adapts the limit, unless those that stood in line have all begun: then few may be at work since
   * there is little to do. No lock is held while turns begin: that starts threads, and takes time.
   */
  void look() {
    if (turns.anyWaits()) {
      inVain = 0;
      turns.limit(adapted());
    } else {
      inVain++;
    }
  }

  /** The limit that suits how many of those that have begun wait for something. */
  private synchronized int adapted() {
    long now = nanoClock.getAsLong();
    int waiting = 0;
    for (int i = 0; i < all.size(); i++) {
      waiting += all.get(i).waits(now) ? 1 : 0;
    }
    int wanted = turns.begun() - waiting < atWork ? 2 * turns.limit() : turns.limit() / 2;
    return Math.max(atWork, Math.min(most, wanted));
  }

  /** What carries one turn after another to a thread. */
  private final class Worker implements Runnable {
    private Runnable turn;
    private volatile long begunNanos;
    private volatile Thread thread;

    Worker of(Runnable next) {
      turn = next;
      return this;
    }

    @Override
    public void run() {
      Runnable now = turn;
      begunNanos = nanoClock.getAsLong();
      thread = Thread.currentThread();
      try {
        now.run();
      } finally {
        thread = null;
        rest(this);
      }
    }

    /** Whether its turn waits for something, or has taken long. */
    boolean waits(long now) {
      Thread running = thread;
      Thread.State state = running == null ? Thread.State.RUNNABLE : running.getState();
      boolean isLong = running != null && now - begunNanos > LONG_NANOS;
      return isLong || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }
  }
}
