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

  WorkerPool(int threads, ThreadFactory factory) {
    super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new TaskQueue(), factory);
    allowCoreThreadTimeOut(true);
  }

  /** Queues it before all else: so it runs once, or is refused and never runs. */
  @Override
  public void execute(Runnable task) {
    getQueue().add(task);
    boolean runs = hasThread() && !isShutdown();
    if (!runs && remove(task)) {
      throw new RejectedExecutionException("no thread");
    }
  }

  /** Whether there is a thread for what is queued: another one, if there may be more. */
  private boolean hasThread() {
    try {
      prestartCoreThread();
      return true;
    } catch (OutOfMemoryError e) { // what a thread that can't be started ends in
      return getPoolSize() > 0;
    }
  }
}
