package dev.deltawire.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.ToLongFunction;

/** What this JVM has used so far, as the answer to {@code stats}. */
final class ProcessStats {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ProcessStats() {}

  static String line() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "stats "
        + system.getProcessCpuTime()
        + ' '
        + allocatedBytes()
        + ' '
        + collections(GarbageCollectorMXBean::getCollectionCount)
        + ' '
        + collections(GarbageCollectorMXBean::getCollectionTime)
        + ' '
        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + ' '
        + directBytes();
  }

  private static long collections(ToLongFunction<GarbageCollectorMXBean> figure) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(figure).sum();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Of all threads that ever were, where the JDK counts them (21 and later), or of the living. */
  private static long allocatedBytes() {
    try {
      return (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(THREADS);
    } catch (ReflectiveOperationException e) {
      long sum = 0;
      for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
        sum += Math.max(0, bytes);
      }
      return sum;
    }
  }
}
