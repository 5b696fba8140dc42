package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskQueueTest {

  private final TaskQueue queue = new TaskQueue();

  @Test
  void whatIsOfferedFirstIsTakenFirst() throws InterruptedException {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Runnable task = new Semaphore(0)::release;
      tasks.add(task);
      queue.put(task);
    }
    assertEquals(tasks, List.copyOf(queue));
    assertEquals(50, queue.size());
    assertEquals(tasks.get(0), queue.peek());
    assertEquals(tasks.get(0), queue.take());
    assertEquals(tasks.get(1), queue.poll());
    assertEquals(tasks.get(2), queue.poll(1, TimeUnit.SECONDS));
    assertTrue(queue.remove(tasks.get(3)));
    List<Runnable> drained = new ArrayList<>();
    assertEquals(2, queue.drainTo(drained, 2));
    assertEquals(44, queue.drainTo(drained));
    assertEquals(tasks.subList(4, 50), drained);
  }

  @Test
  void whoWaitsInVainGetsNothing() throws InterruptedException {
    assertNull(queue.poll());
    assertNull(queue.poll(0, TimeUnit.SECONDS));
    assertNull(queue.poll(2, TimeUnit.MILLISECONDS));
  }

  @Test
  void aPoolRunsAllAndEndsAtOnce() throws InterruptedException {
    ServerThreads threads = new ServerThreads();
    ExecutorService pool = threads.workers("queue-test-");
    int tasks = 10_000;
    CountDownLatch run = new CountDownLatch(2 * tasks);
    Thread other = new Thread(() -> submit(pool, run, tasks));
    other.start();
    submit(pool, run, tasks);
    run.await();
    other.join();
    pool.shutdown();
    assertTrue(pool.awaitTermination(10, TimeUnit.SECONDS), "threads that wait are woken");
    threads.close();
  }

  private static void submit(ExecutorService pool, CountDownLatch run, int tasks) {
    for (int i = 0; i < tasks; i++) {
      pool.execute(run::countDown);
    }
  }
}
