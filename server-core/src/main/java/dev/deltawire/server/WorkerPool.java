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

  @Override
  public void execute(Runnable task) {
    try {
      super.execute(task);
    } catch (OutOfMemoryError e) { // what a thread that can't be started ends in
      if (getPoolSize() == 0) {
        throw new RejectedExecutionException(e);
      }
      getQueue().add(task);
    }
  }
}
