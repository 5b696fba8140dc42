package dev.deltawire.codec;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bytes that the current thread allocates while it runs something. */
final class Allocation {
  private static final int BATCHES = 5;
  private static final int ROUNDS = 500;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /**
   * Runs {@code task} until its buffers have grown, then counts over batches of many runs.
   *
   * @return the least of all batches: the virtual machine's own, such as linking a call site, comes
   *     once; what the task allocates comes in every batch
   */
  long of(Runnable task) {
    batch(task);
    long least = Long.MAX_VALUE;
    for (int n = 0; n < BATCHES; n++) {
      least = Math.min(least, batch(task));
    }
    return least;
  }

  private long batch(Runnable task) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int n = 0; n < ROUNDS; n++) {
      task.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
