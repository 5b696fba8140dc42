package dev.deltawire.server;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that come when there is something to do and go when there is not. Where the system grants
 * no more of them, those that are there do it all; where there is none, a task is refused.
 */
final class WorkerPool extends ThreadPoolExecutor {

  private static final long IDLE_SECONDS = 30;

  private final TaskQueue tasks;

  WorkerPool(int threads, ThreadFactory factory) {
    this(threads, new TaskQueue(), factory);
  }

  private WorkerPool(int threads, TaskQueue tasks, ThreadFactory factory) {
    super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, tasks, factory);
    this.tasks = tasks;
    allowCoreThreadTimeOut(true);
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

  /**
   * Whether there is a thread for what is queued: one that waits, or another one, if there may be
   * more. Whoever starts a thread waits until the system has run it.
   */
  private boolean hasThread() {
    if (tasks.hasTakerForEach()) {
      return true;
    }
    try {
      prestartCoreThread();
      return true;
    } catch (OutOfMemoryError e) { // what a thread that can't be started ends in
      return getPoolSize() > 0;
    }
  }
}
