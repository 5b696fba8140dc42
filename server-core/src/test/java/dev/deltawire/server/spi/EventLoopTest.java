package dev.deltawire.server.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private final List<Throwable> errors = new ArrayList<>();
  private final AtomicInteger wakeups = new AtomicInteger();
  private final EventLoop loop =
      EventLoop.create(
          wakeups::incrementAndGet, System::nanoTime, (where, error) -> errors.add(error));

  private static final class Counting extends LoopTask {
    private int runs;

    @Override
    protected void run() {
      runs++;
    }
  }

  /** Notes a {@code p} for each look and an {@code r} for each run. */
  private static final class Peeked extends LoopTask {
    private final StringBuilder calls;
    private final boolean useful;

    Peeked(StringBuilder calls, boolean useful) {
      this.calls = calls;
      this.useful = useful;
    }

    @Override
    protected boolean peek() {
      calls.append('p');
      return useful;
    }

    @Override
    protected void run() {
      calls.append('r');
    }
  }

  @Test
  @DisplayName("Tasks run in the order of their submission")
  void inOrder() {
    List<Integer> ran = new ArrayList<>();
    IntStream.range(0, 1000).forEach(i -> loop.execute(() -> ran.add(i)));
    loop.runPending();
    assertEquals(IntStream.range(0, 1000).boxed().toList(), ran);
  }

  @Test
  @DisplayName(
      "A signalled task runs once however often it was signalled, and can be signalled anew")
  void signalsAreMerged() {
    Counting task = new Counting();
    loop.signal(task);
    loop.signal(task);
    loop.runPending();
    assertEquals(1, task.runs);
    loop.signal(task);
    loop.runPending();
    assertEquals(2, task.runs);
  }

  @Test
  @DisplayName("Sixteen tasks at a time are looked at, each once, before the first of them runs")
  void looksAhead() {
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      loop.signal(new Peeked(calls, true));
    }
    loop.runPending();
    String sixteen = "p".repeat(16) + "r".repeat(16);
    assertEquals(sixteen + sixteen + "p".repeat(8) + "r".repeat(8), calls.toString());
  }

  @Test
  @DisplayName("Where looking ahead is of no use, or fails, it ends, and the tasks run")
  void looksNoFurther() {
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      loop.signal(new Peeked(calls, false));
    }
    loop.runPending();
    assertEquals("p".repeat(16) + "r".repeat(40), calls.toString());
    loop.signal(new Peeked(null, true));
    loop.runPending();
    assertEquals(2, errors.size()); // of the look and of the run
  }

  @Test
  @DisplayName("A task submitted while tasks run is for the next turn, and forbids the wait")
  void submittedWhileRunning() {
    Counting later = new Counting();
    loop.execute(() -> loop.signal(later));
    loop.runPending();
    assertEquals(0, later.runs);
    assertFalse(loop.mayWait());
    loop.waited();
    loop.runPending();
    assertEquals(1, later.runs);
    assertTrue(loop.mayWait());
  }

  @Test
  @DisplayName("Only a waiting loop is woken")
  void wakesOnlyWaitingLoops() {
    loop.execute(() -> {});
    assertEquals(0, wakeups.get());
    loop.runPending();
    assertTrue(loop.mayWait());
    loop.execute(() -> {});
    assertEquals(1, wakeups.get());
  }

  @Test
  @DisplayName("A task that throws is reported and harms no other")
  void throwing() {
    Counting after = new Counting();
    loop.execute(
        () -> {
          throw new IllegalStateException("bad task");
        });
    loop.signal(after);
    loop.runPending();
    assertEquals(1, after.runs);
    assertEquals("bad task", errors.get(0).getMessage());
  }

  @Test
  @DisplayName("An error handler that throws keeps no task and no timer from running")
  void throwingErrorHandler() {
    EventLoop careless =
        EventLoop.create(
            () -> {},
            () -> 0L,
            (where, error) -> {
              throw new IllegalStateException(where, error);
            });
    Counting after = new Counting();
    careless.execute(
        () -> {
          throw new IllegalStateException("bad task");
        });
    careless.signal(after);
    careless.runPending();
    assertEquals(1, after.runs);
  }

  @Test
  @DisplayName("No submission of any thread is lost between two waits")
  void noLostWakeup() throws Exception {
    int tasks = 200_000;
    CountDownLatch done = new CountDownLatch(tasks);
    Thread[] runner = new Thread[1];
    EventLoop real =
        EventLoop.create(
            () -> LockSupport.unpark(runner[0]), System::nanoTime, (where, e) -> errors.add(e));
    runner[0] =
        new Thread(
            () -> {
              real.enter();
              while (done.getCount() > 0) {
                real.runPending();
                if (real.mayWait() && done.getCount() > 0) {
                  LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
                }
                real.waited();
              }
            });
    runner[0].start();
    Thread[] producers = new Thread[3];
    for (int p = 0; p < producers.length; p++) {
      int share = tasks / producers.length + (p == 0 ? tasks % producers.length : 0);
      producers[p] = new Thread(() -> submit(real, share, done));
      producers[p].start();
    }
    assertTrue(done.await(20, TimeUnit.SECONDS), "left " + done.getCount());
    runner[0].join();
  }

  private static void submit(EventLoop loop, int count, CountDownLatch done) {
    for (int i = 0; i < count; i++) {
      loop.execute(done::countDown);
      if (i % 1000 == 0) {
        LockSupport.parkNanos(1);
      }
    }
  }
}
