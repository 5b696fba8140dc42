package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerThreadsTest {

  private final ServerThreads threads = new ServerThreads();

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void peersThatSayLittleComeBeforeWhatMayBeMuchWork() throws Exception {
    assertEquals(Thread.MIN_PRIORITY, priority(threads.workers("workers-")));
    assertEquals(Thread.MIN_PRIORITY + 1, priority(threads.strangers("strangers-")));
    assertEquals(Thread.MIN_PRIORITY + 1, priority(threads.computing("computing-")));
    assertEquals(Thread.NORM_PRIORITY, priority(threads.quiet("quiet-")));
  }

  @Test
  void aThreadHasItsPriorityWhoeverMakesIt() throws Exception {
    ExecutorService workers = threads.workers("workers-");
    ExecutorService quiet = threads.quiet("quiet-");
    assertEquals(Thread.NORM_PRIORITY, workers.submit(() -> priority(quiet)).get());
    workers.shutdown();
  }

  @Test
  void poolsHaveOneSecondTogetherToEnd() throws Exception {
    ExecutorService[] pools = {threads.workers("a-"), threads.quiet("b-"), threads.computing("c-")};
    for (ExecutorService pool : pools) {
      pool.execute(LockSupport::park);
    }
    assertTimeout(Duration.ofMillis(1900), () -> ServerThreads.end(pools));
    for (ExecutorService pool : pools) {
      assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
    }
  }

  private static int priority(ExecutorService pool) throws Exception {
    int priority = pool.submit(() -> Thread.currentThread().getPriority()).get();
    pool.shutdown();
    return priority;
  }
}
