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

  /**
   * A pool without threads.
   *
   * @param starter is woken when threads are missing, but for the first, which whoever has the task
   *     starts
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
    super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, tasks, counted(running, factory));
    this.tasks = tasks;
    this.running = running;
    this.starter = starter;
    allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory counted(AtomicInteger running, ThreadFactory factory) {
    return work ->
        factory.newThread(
            () -> {
              running.incrementAndGet();
              try {
                work.run();
              } finally {
                running.decrementAndGet();
              }
            });
  }

  /** Queues it before all else: so it runs once, or is refused and never runs. */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    boolean runs = hasThread() && !isShutdown();
    if (!runs && remove(task)) {
      throw new RejectedExecutionException("no thread");
    }
  }

  /** Whether there is a thread for what is queued; more are on their way, if there may be more. */
  private boolean hasThread() {
    if (tasks.hasTakerForEach()) {
      return true;
    }
    int threads = running.get();
    if (threads == 0 && getPoolSize() == 0) {
      return startOne() || getPoolSize() > 0;
    }
    if (threads < getMaximumPoolSize()) {
      starter.wake();
    }
    return true;
  }

  /** Starts threads until each task has one, or there are as many as there may be. */
  void grow() {
    boolean started = true;
    while (started && !tasks.hasTakerForEach()) {
      started = startOne();
    }
  }

  /** False if there are as many as there may be, or the system grants no more. */
  private boolean startOne() {
    try {
      return prestartCoreThread();
    } catch (OutOfMemoryError e) { // what a thread that can't be started ends in
      return false;
    }
  }
}
