package dev.deltawire.benchmarks.durable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that send one message after the other, each when its last one is acknowledged. */
final class Senders {

  /** One sender. */
  interface Sender {
    /** Sends its n-th message and returns when that is acknowledged. */
    void send(int n) throws Exception;
  }

  /**
   * What came of it.
   *
   * @param nanos how long each send took, ascending
   */
  record Outcome(long acknowledged, Duration time, List<Long> nanos) {

    long perSecond() {
      return acknowledged * 1_000_000_000L / time.toNanos();
    }

    /** The latency that a share of the sends did not exceed, in microseconds. */
    long micros(double share) {
      return nanos.isEmpty() ? 0 : nanos.get((int) (share * (nanos.size() - 1))) / 1000;
    }
  }

  private Senders() {}

  /** Lets all of them send for a time. */
  static Outcome run(List<? extends Sender> senders, Duration time)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(senders.size());
    try {
      long begin = System.nanoTime();
      long end = begin + time.toNanos();
      List<Future<long[]>> runs = new ArrayList<>();
      for (Sender sender : senders) {
        runs.add(threads.submit(() -> run(sender, end)));
      }
      List<Long> nanos = new ArrayList<>();
      for (Future<long[]> run : runs) {
        Arrays.stream(run.get()).forEach(nanos::add);
      }
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      nanos.sort(null);
      return new Outcome(nanos.size(), taken, nanos);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] run(Sender sender, long endNanos) throws Exception {
    long[] nanos = new long[1024];
    int sent = 0;
    long before = System.nanoTime();
    while (before < endNanos) {
      sender.send(sent);
      long now = System.nanoTime();
      if (sent == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * sent);
      }
      nanos[sent++] = now - before;
      before = now;
    }
    return Arrays.copyOf(nanos, sent);
  }
}
