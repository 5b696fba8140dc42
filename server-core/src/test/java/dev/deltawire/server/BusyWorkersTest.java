package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BusyWorkersTest {

  private static final int AT_WORK = 2;
  private static final int MOST = 16;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final AtomicLong now = new AtomicLong();
  private final BusyWorkers workers = new BusyWorkers(pool, scheduler, AT_WORK, MOST, now::get);
  private final Semaphore begun = new Semaphore(0);
  private final AtomicBoolean done = new AtomicBoolean();

  @AfterEach
  void end() {
    done.set(true);
    pool.shutdownNow();
    scheduler.shutdownNow();
  }

  private void spin() {
    begun.release();
    while (!done.get()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whoWaitsForSomethingMakesRoomForOthers() throws InterruptedException {
    CountDownLatch committed = new CountDownLatch(1);
    for (int i = 0; i < MOST + 1; i++) {
      workers
          .turns()
          .begin(
              () -> {
                begun.release();
                try {
                  committed.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    begun.acquire(MOST);
    assertTrue(workers.turns().anyWaits(), "no more than the most");
    committed.countDown();
    workers.turns().over();
    begun.acquire();
  }

  @Test
  void whoFindsNoMemoryToLookLeavesItToTheNext() throws InterruptedException {
    boolean[] scarce = {true};
    ScheduledExecutorService later =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          public ScheduledFuture<?> scheduleWithFixedDelay(
              Runnable task, long first, long between, TimeUnit unit) {
            if (scarce[0]) {
              throw new OutOfMemoryError("no thread");
            }
            return super.scheduleWithFixedDelay(task, first, between, unit);
          }
        };
    BusyWorkers hungry = new BusyWorkers(pool, later, AT_WORK, MOST, now::get);
    Semaphore never = new Semaphore(0);
    for (int i = 0; i < AT_WORK; i++) {
      hungry.turns().begin(never::acquireUninterruptibly);
    }
    assertThrows(OutOfMemoryError.class, () -> hungry.turns().begin(begun::release));
    scarce[0] = false;
    hungry.turns().begin(begun::release);
    begun.acquire(2);
    never.release(AT_WORK);
    later.shutdownNow();
  }

  @Test
  void whoWorksDoesNot() throws InterruptedException {
    for (int i = 0; i < MOST; i++) {
      workers.turns().begin(this::spin);
    }
    begun.acquire(AT_WORK);
    for (int i = 0; i < MOST; i++) {
      workers.look();
    }
    assertFalse(begun.tryAcquire(20, TimeUnit.MILLISECONDS), "a third at work");
    assertEquals(AT_WORK, workers.turns().begun());
  }

  @Test
  void whoTakesLongMakesRoom() throws InterruptedException {
    for (int i = 0; i < AT_WORK + 1; i++) {
      workers.turns().begin(this::spin); // as in a system call, which looks like work
    }
    begun.acquire(AT_WORK);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    assertFalse(begun.tryAcquire(20, TimeUnit.MILLISECONDS), "too early");
    now.incrementAndGet();
    begun.acquire();
  }

  @Test
  void whoIsDoneMakesNoRoom() throws InterruptedException {
    for (int i = 0; i <= AT_WORK; i++) {
      workers.turns().begin(begun::release);
    }
    workers.turns().limit(MOST); // as if they waited for something
    begun.acquire(AT_WORK + 1);
    for (int i = 0; i <= AT_WORK; i++) {
      workers.turns().over();
    }
    workers.look(); // for the one that stood in line
    for (int i = 0; i < MOST; i++) {
      workers.turns().begin(this::spin);
    }
    begun.acquire(AT_WORK);
    assertFalse(begun.tryAcquire(20, TimeUnit.MILLISECONDS), "a third at work");
  }

  @Test
  void turnsCountUntilTheyAreOver() throws InterruptedException {
    for (int i = 0; i < AT_WORK + 1; i++) {
      workers.turns().begin(begun::release);
    }
    begun.acquire(AT_WORK);
    workers.look();
    assertTrue(workers.turns().anyWaits(), "what they led to is not dealt with");
    workers.turns().over();
    begun.acquire();
  }

  @Test
  void whileOneBeginsOthersDoToo() throws InterruptedException {
    Semaphore mayStart = new Semaphore(AT_WORK);
    BusyWorkers slow =
        new BusyWorkers(
            turn -> {
              mayStart.acquireUninterruptibly();
              pool.execute(turn);
            },
            scheduler,
            AT_WORK,
            MOST,
            now::get);
    Semaphore never = new Semaphore(0);
    for (int i = 0; i < AT_WORK; i++) {
      slow.turns().begin(never::acquireUninterruptibly);
    }
    slow.turns().begin(begun::release); // waits, and begins as soon as it is found that others wait
    awaitQueued(mayStart, 1);
    pool.execute(() -> slow.turns().begin(begun::release));
    awaitQueued(mayStart, 2);
    never.release(AT_WORK);
    mayStart.release(2);
    begun.acquire(2);
  }

  private static void awaitQueued(Semaphore semaphore, int threads) throws InterruptedException {
    while (semaphore.getQueueLength() < threads) {
      Thread.sleep(1);
    }
  }
}
