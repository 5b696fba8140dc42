package dev.deltawire.dialects.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that begin together. */
final class Races {

  private Races() {}

  /** What one of the threads does. */
  @FunctionalInterface
  interface Part {
    void run(int thread) throws Exception;
  }

  /** A count that all threads add to. */
  static final class Tally {
    private final AtomicInteger count = new AtomicInteger();

    void add(boolean one) {
      count.addAndGet(one ? 1 : 0);
    }

    int count() {
      return count.get();
    }
  }

  /** Runs a part on each of so many threads; throws what one of them throws. */
  static void run(int threads, Part part) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        ends.add(
            executor.submit(
                () -> {
                  start.await();
                  part.run(thread);
                  return null;
                }));
      }
      for (Future<?> end : ends) {
        end.get(20, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
