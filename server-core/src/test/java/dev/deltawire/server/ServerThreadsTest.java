package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class ServerThreadsTest {

  @Test
  void peersThatSayLittleComeBeforeWhatMayBeMuchWork() throws Exception {
    assertEquals(Thread.MIN_PRIORITY, priority(ServerThreads.workers("workers-")));
    assertEquals(Thread.MIN_PRIORITY, priority(ServerThreads.computing("computing-")));
    assertEquals(Thread.NORM_PRIORITY, priority(ServerThreads.quiet("quiet-")));
  }

  @Test
  void aThreadHasItsPriorityWhoeverMakesIt() throws Exception {
    ExecutorService workers = ServerThreads.workers("workers-");
    ExecutorService quiet = ServerThreads.quiet("quiet-");
    assertEquals(Thread.NORM_PRIORITY, workers.submit(() -> priority(quiet)).get());
    workers.shutdown();
  }

  private static int priority(ExecutorService threads) throws Exception {
    int priority = threads.submit(() -> Thread.currentThread().getPriority()).get();
    threads.shutdown();
    return priority;
  }
}
