package dev.deltawire.benchmarks.wire;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What the servers of this process allocate: all its threads but the client's, which calls. */
public final class ServerAllocation {

  private static final int ROUNDS = 200;

  /** Pools make a thread for each of their first tasks, and the JIT changes its mind. */
  private static final int MOST_BATCHES = 40;

  /** Of an object on the heap, in bytes: what each round allocates is a multiple of it. */
  private static final int ALIGNMENT = 8;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private ServerAllocation() {}

  /** What a client sends, and what comes of it. */
  @FunctionalInterface
  public interface Round {
    /** Returns when the server has nothing left to do. */
    void run() throws IOException;
  }

  /**
   * Bytes a round of the first batch that is good enough, or else of the best, in whole {@link
   * #ALIGNMENT}s: what is between is no round's, but what a server, or the test's own runner, does
   * now and then.
   */
  public static long leastOf(Round round, long enough) throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < MOST_BATCHES && bytesPerRound(least) > enough; i++) {
      long[] all = others();
      long before = allocated(all);
      for (int n = 0; n < ROUNDS; n++) {
        round.run();
      }
      long after = allocated(all);
      if (Arrays.equals(all, others())) { // otherwise a thread that is not counted may have worked
        least = Math.min(least, after - before);
      }
    }
    return bytesPerRound(least);
  }

  private static long bytesPerRound(long batch) {
    long bytes = batch / ROUNDS;
    return bytes - bytes % ALIGNMENT;
  }

  private static long[] others() {
    long mine = Thread.currentThread().getId();
    return Arrays.stream(THREADS.getAllThreadIds()).filter(id -> id != mine).sorted().toArray();
  }

  private static long allocated(long[] ids) {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
  }
}
