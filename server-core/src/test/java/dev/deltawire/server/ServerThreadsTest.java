package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ServerThreadsTest {

  @Test
  void peersThatSayLittleComeBeforeWhatMayBeMuchWork() throws Exception {
    assertEquals(Thread.MIN_PRIORITY, priority(ServerThreads.workers("workers-")));
    assertEquals(Thread.MIN_PRIORITY + 1, priority(ServerThreads.strangers("strangers-")));
    assertEquals(Thread.MIN_PRIORITY + 1, priority(ServerThreads.computing("computing-")));
    assertEquals(Thread.NORM_PRIORITY, priority(ServerThreads.quiet("quiet-")));
  }

  @Test
  void aThreadHasItsPriorityWhoeverMakesIt() throws Exception {
    ExecutorService workers = ServerThreads.workers("workers-");
    ExecutorService quiet = ServerThreads.quiet("quiet-");
    assertEquals(Thread.NORM_PRIORITY, workers.submit(() -> priority(quiet)).get());
    workers.shutdown();
  }

  @Test
  void poolsHaveOneSecondTogetherToEnd() throws Exception {
    ExecutorService[] pools = {
      ServerThreads.workers("a-"), ServerThreads.quiet("b-"), ServerThreads.computing("c-")
    };
    for (ExecutorService pool : pools) {
      pool.execute(LockSupport::park);
    }
    assertTimeout(Duration.ofMillis(1900), () -> ServerThreads.end(pools));
    for (ExecutorService pool : pools) {
      assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS));
    }
  }

  private static int priority(ExecutorService threads) throws Exception {
    int priority = threads.submit(() -> Thread.currentThread().getPriority()).get();
    threads.shutdown();
    return priority;
  }
}
