package dev.deltawire.gateway.kill;

import dev.deltawire.gateway.kill.Load.Work;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All clients at work on one gateway. */
final class Crowd {

  private final List<Thread> threads;
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean killing;

  private Crowd(List<Work> works, Outside gateway) {
    threads = works.stream().map(work -> new Thread(() -> run(work, gateway), "client")).toList();
  }

  static Crowd start(List<Work> works, Outside gateway) {
    Crowd crowd = new Crowd(works, gateway);
    crowd.threads.forEach(Thread::start);
    return crowd;
  }

  /** From now on connections may end. */
  void expectTheEnd() {
    killing = true;
  }

  /** Waits for all and throws what went wrong with one of them. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      AssertionError error = new AssertionError("a client failed: " + failures.peek());
      failures.forEach(error::addSuppressed);
      throw error;
    }
  }

  boolean hasFailed() {
    return !failures.isEmpty();
  }

  private void run(Work work, Outside gateway) {
    try {
      work.run(gateway);
      failures.add(new AssertionError("a client stopped by itself"));
    } catch (IOException e) {
      if (!killing) {
        failures.add(e);
      }
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }
}
