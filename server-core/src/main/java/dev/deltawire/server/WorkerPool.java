package dev.deltawire.server;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that come when there is something to do and go when there is not. Where the system grants
 * no more of them, those that are there do it all; where there is none, a task is refused.
 */
final class WorkerPool extends ThreadPoolExecutor {

  private static final long IDLE_SECONDS = 30;

  private final TaskQueue tasks;
  private final ThreadStarter starter;
  private final AtomicInteger running;

  /** Threads that the starter has still to start, once it has seen that some are missing. */
  private int missing;

  private boolean seen;

  /**
   * A pool without threads.
   *
   * @param starter starts the threads but for the first, which whoever has the task starts
   */
  WorkerPool(int threads, ThreadFactory factory, ThreadStarter starter) {
    this(threads, new TaskQueue(), new AtomicInteger(), factory, starter);
  }

  private WorkerPool(
      int threads,
      TaskQueue tasks,
      AtomicInteger running,
      ThreadFactory factory,
      ThreadStarter starter) {
    super(
        threads,
        threads,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        tasks,
        work -> factory.newThread(() -> run(work, tasks, running, starter)));
    this.tasks = tasks;
    this.running = running;
    this.starter = starter;
    allowCoreThreadTimeOut(true);
    starter.add(this);
  }

  /** Who has counted on this thread until the end did not wake the starter. */
  private static void run(
      Runnable work, TaskQueue tasks, AtomicInteger running, ThreadStarter starter) {
    running.incrementAndGet();
    try {
      work.run();
    } finally {
      running.decrementAndGet();
      if (tasks.withoutTaker() > 0) {
        starter.wake();
      }
    }
  }

  /** Queues it before all else: so it runs once, or is refused and never runs. */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    boolean runs = hasThread() && !isShutdown();
    if (!runs && remove(task)) {
      starter.wake(); // for whoever has counted on the thread that did not start
      throw new RejectedExecutionException("no thread");
    }
  }

  /** Whether there is a thread for what is queued; more are on their way, if there may be more. */
  private boolean hasThread() {
    if (tasks.withoutTaker() == 0) {
      return true;
    }
    int threads = running.get();
    if (threads == 0 && getPoolSize() == 0) {
      return startFirst();
    }
    if (threads < getMaximumPoolSize()) {
      starter.wake();
    }
    return true;
  }

  /** False if there is none; it may be somebody else who starts it. */
  private boolean startFirst() {
    try {
      prestartCoreThread();
      return true;
    } catch (OutOfMemoryError e) { // what a thread that can't be started ends in
      return getPoolSize() > 0;
    }
  }

  /** Whether there are tasks and nobody who would ever run them. Thread: the starter's. */
  boolean isStuck() {
    return tasks.withoutTaker() > 0 && getPoolSize() == 0;
  }

  /** {@link #grow} looks anew. Thread: the starter's. */
  void beginGrowing() {
    missing = 0;
    seen = false;
  }

  /**
   * Starts one of the threads that are missing, as was seen first: those that come take a while to
   * take their tasks. False if none is missing, or no more may or can be started. Thread: the
   * starter's.
   */
  boolean grow() {
    if (!seen) {
      missing = tasks.withoutTaker();
      seen = missing > 0;
    }
    missing--;
    try {
      return missing >= 0 && prestartCoreThread();
    } catch (OutOfMemoryError e) {
      return false;
    }
  }
}
