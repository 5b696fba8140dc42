package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work on a store that is done again and again, and never twice at once. */
public final class Periodic {

  /** What is done. Thread: an executor's, one at a time; may block. */
  @FunctionalInterface
  public interface Work {
    /** Does it once; a failure is reported, and it is done again when its time comes. */
    void run() throws StoreException;
  }

  private final Node node;
  private final Executor executor;
  private final String where;
  private final Work work;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;
  private boolean stopped;

  private Periodic(Node node, Executor executor, String where, Work work) {
    this.node = node;
    this.executor = executor;
    this.where = where;
    this.work = work;
  }

  /**
   * Begins to do it, for the first time after {@code delay}.
   *
   * @param where what a failure is reported as
   */
  public static Periodic start(
      Node node, String where, Duration delay, Duration period, Work work) {
    return start(node, node.executor(), where, delay, period, work);
  }

  /** The same, done by another executor than the node's. */
  public static Periodic start(
      Node node, Executor executor, String where, Duration delay, Duration period, Work work) {
    Periodic started = new Periodic(node, executor, where, work);
    started.timer =
        node.scheduler()
            .scheduleWithFixedDelay(
                started::tick, delay.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  /** Ends it: what is being done is waited for, and nothing is done any more. May block. */
  public void stop() {
    timer.cancel(false);
    synchronized (this) {
      stopped = true;
    }
  }

  private void tick() {
    if (busy.compareAndSet(false, true)) {
      try (Taken turn = Taken.of(() -> busy.set(false))) {
        executor.execute(this::run);
        turn.keep();
      } catch (RejectedExecutionException e) { // there may be a thread for it the next time
      }
    }
  }

  private synchronized void run() {
    try {
      if (!stopped) {
        work.run();
      }
    } catch (StoreException | RuntimeException | Error e) {
      node.errorHandler().onError(where, e);
    } finally {
      busy.set(false);
    }
  }
}
