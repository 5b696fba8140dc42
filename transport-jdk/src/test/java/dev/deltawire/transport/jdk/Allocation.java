package dev.deltawire.transport.jdk;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** The bytes that a thread has allocated. */
final class Allocation {

  private static final int BATCHES = 5;
  private static final int ROUNDS = 500;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Bytes that the current thread has allocated so far. */
  long soFar() {
    return threads.getCurrentThreadAllocatedBytes();
  }

  /** The least of several batches: the virtual machine's own comes once, the task's in each. */
  long of(Runnable task) {
    batch(task);
    long least = Long.MAX_VALUE;
    for (int n = 0; n < BATCHES; n++) {
      least = Math.min(least, batch(task));
    }
    return least;
  }

  private long batch(Runnable task) {
    long before = soFar();
    for (int n = 0; n < ROUNDS; n++) {
      task.run();
    }
    return soFar() - before;
  }
}
