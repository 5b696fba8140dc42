package dev.deltawire.server;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads that a server makes beside its transport's loops.
 *
 * <p>Where the JVM heeds priorities, loops and peers that say little come first, then who has just
 * come or only asks once, and last who may have much to do.
 */
final class ServerThreads {

  /** Threads of one pool that may block at the same time. */
  private static final int WORKERS = 64;

  /** Tasks of one pool that wait, and are too many for more to be caused. */
  private static final int MANY = 32;

  /** Between those who say little and those who say much. */
  private static final int STRANGERS_PRIORITY = Thread.MIN_PRIORITY + 1;

  /** How long what was submitted may take when pools end. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ThreadStarter starter =
      new ThreadStarter(named("deltawire-starter-", Thread.NORM_PRIORITY));

  /** Threads for tasks that may block, of peers that say little. */
  ExecutorService quiet(String prefix) {
    return pool(prefix, WORKERS, Thread.NORM_PRIORITY);
  }

  /** Threads for tasks that may block, of peers that nobody knows yet. */
  ExecutorService strangers(String prefix) {
    return pool(prefix, WORKERS, STRANGERS_PRIORITY);
  }

  /** Threads for tasks that may block, and may be much work. */
  ExecutorService workers(String prefix) {
    return pool(prefix, WORKERS, Thread.MIN_PRIORITY);
  }

  /** A pool's use for who comes after the quiet: few are at work at a time, others may block. */
  static BusyWorkers busy(
      ExecutorService workers, ScheduledExecutorService scheduler, LongSupplier nanoClock) {
    int few = 2 * Runtime.getRuntime().availableProcessors();
    return new BusyWorkers(workers, scheduler, few, Math.max(few, WORKERS), nanoClock);
  }

  /**
   * Threads for tasks that do not: half the processors, so that what is open goes on while a flood
   * of newcomers wants more than all.
   */
  ThreadPoolExecutor computing(String prefix) {
    return pool(
        prefix, Math.max(1, Runtime.getRuntime().availableProcessors() / 2), STRANGERS_PRIORITY);
  }

  /** Whether so many tasks wait that it is better not to cause more. */
  static boolean manyWait(ThreadPoolExecutor pool) {
    return pool.getQueue().size() >= MANY;
  }

  private ThreadPoolExecutor pool(String prefix, int threads, int priority) {
    return new WorkerPool(threads, named(prefix, priority), starter);
  }

  static ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, named("deltawire-scheduler-", Thread.NORM_PRIORITY));
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return scheduler;
  }

  /** Starts no more of them. */
  void close() {
    starter.close();
  }

  /** Lets what was submitted run, for a second, and then interrupts what still does. */
  static void end(ExecutorService... pools) {
    long end = System.nanoTime() + GRACE_NANOS;
    for (ExecutorService pool : pools) {
      pool.shutdown();
    }
    for (ExecutorService pool : pools) {
      await(pool, end - System.nanoTime());
    }
  }

  private static void await(ExecutorService pool, long nanos) {
    try {
      if (!pool.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // only what comes first hangs on it
  private static ThreadFactory named(String prefix, int priority) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setPriority(priority);
      return thread;
    };
  }
}
