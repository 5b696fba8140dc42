package dev.deltawire.benchmarks.fanout;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What the server process has done so far.
 *
 * @param tokens published
 * @param nanoTime when it was counted
 * @param cpuNanos processor time of the whole process
 * @param collections of garbage
 * @param allocatedBytes by the threads that are alive
 */
record Counters(long tokens, long nanoTime, long cpuNanos, long collections, long allocatedBytes) {

  static Counters now(long tokens) {
    return new Counters(tokens, System.nanoTime(), processCpu(), collectionCount(), allocated());
  }

  /** What happened between {@code earlier} and this. */
  Counters since(Counters earlier) {
    return new Counters(
        tokens - earlier.tokens,
        nanoTime - earlier.nanoTime,
        cpuNanos - earlier.cpuNanos,
        collections - earlier.collections,
        allocatedBytes - earlier.allocatedBytes);
  }

  String toLine() {
    return tokens + " " + nanoTime + " " + cpuNanos + " " + collections + " " + allocatedBytes;
  }

  static Counters parse(String line) {
    String[] values = line.split(" ", -1);
    return new Counters(
        Long.parseLong(values[0]),
        Long.parseLong(values[1]),
        Long.parseLong(values[2]),
        Long.parseLong(values[3]),
        Long.parseLong(values[4]));
  }

  private static long processCpu() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }

  private static long collectionCount() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
