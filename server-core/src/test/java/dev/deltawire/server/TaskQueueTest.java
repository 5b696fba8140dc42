package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  void whoAddsATaskDoesNotWaitForWhoIsAtThem() throws InterruptedException {
    Runnable before = new Semaphore(0)::release;
    Runnable late = new Semaphore(0)::release;
    queue.put(before);
    Staying staying = new Staying();
    Thread other = new Thread(() -> queue.remove(staying));
    other.start();
    staying.there.acquireUninterruptibly();
    queue.put(late);
    assertEquals(2, queue.withoutTaker());
    assertEquals(2, queue.size());
    staying.mayGo.release();
    other.join();
    assertEquals(List.of(before, late), List.copyOf(queue));
  }

  @Test
  void whoIsInterruptedGetsATaskFirst() throws InterruptedException {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, queue::take);
    assertFalse(Thread.currentThread().isInterrupted());
    Runnable task = new Semaphore(0)::release;
    queue.put(task);
    Thread.currentThread().interrupt();
    assertEquals(task, queue.take());
    assertTrue(Thread.interrupted());
  }

  @Test
  void allThatManyAddManyTake() throws InterruptedException {
    int threads = 4;
    int each = 20_000;
    Semaphore ran = new Semaphore(0);
    List<Thread> takers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      takers.add(new Thread(this::runAll));
      new Thread(() -> IntStream.range(0, each).forEach(n -> queue.put(ran::release))).start();
    }
    takers.forEach(Thread::start);
    ran.acquire(threads * each);
    takers.forEach(Thread::interrupt);
    for (Thread taker : takers) {
      taker.join();
    }
    assertEquals(0, queue.size());
    assertEquals(0, ran.availablePermits(), "each runs once");
  }

  private void runAll() {
    try {
      while (true) {
        queue.take().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // there is no more
    }
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

  /** A task that is in no queue; whoever looks for it stays there. */
  private static final class Staying implements Runnable {
    private final Semaphore there = new Semaphore(0);
    private final Semaphore mayGo = new Semaphore(0);

    @Override
    public void run() {
      throw new IllegalStateException("never queued");
    }

    @Override
    public boolean equals(Object task) {
      there.release();
      mayGo.acquireUninterruptibly();
      return false;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
