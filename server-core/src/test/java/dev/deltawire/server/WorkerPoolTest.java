package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.Thread.State;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of tasks when the system grants no more threads. */
@Timeout(30)
class WorkerPoolTest {

  private static final int THREADS = 4;

  private final AtomicInteger granted = new AtomicInteger();
  private final ThreadStarter starter = new ThreadStarter(Thread::new);
  private final Set<Thread> starters = ConcurrentHashMap.newKeySet();
  private final WorkerPool pool = new WorkerPool(THREADS, this::thread, starter);
  private final Semaphore ran = new Semaphore(0);

  /** One that is granted; newer JDKs start it past whatever a test overrides. */
  private Thread thread(Runnable work) {
    starters.add(Thread.currentThread());
    if (granted.getAndDecrement() <= 0) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    return new Thread(work);
  }

  @AfterEach
  void end() {
    starter.close();
    pool.shutdownNow();
  }

  @Test
  void whatGetsNoThreadOfItsOwnWaitsForAnotherOne() throws InterruptedException {
    granted.set(1);
    Semaphore mayGoOn = new Semaphore(0);
    pool.execute(mayGoOn::acquireUninterruptibly);
    for (int i = 0; i < 2 * THREADS; i++) {
      pool.execute(ran::release);
    }
    assertFalse(ran.tryAcquire());
    mayGoOn.release();
    ran.acquire(2 * THREADS);
  }

  @Test
  void whereThereIsNoThreadATaskIsRefusedAndTheNextOneRuns() throws InterruptedException {
    assertThrows(RejectedExecutionException.class, () -> pool.execute(ran::release));
    granted.set(1);
    pool.execute(ran::release);
    ran.acquire();
    assertFalse(ran.tryAcquire(), "what was refused is run by whoever heard of it");
  }

  @Test
  void whoCountedOnAThreadThatDidNotStartGetsAnother() throws InterruptedException {
    Semaphore starting = new Semaphore(0);
    Semaphore mayFail = new Semaphore(0);
    WorkerPool single =
        new WorkerPool(
            1,
            work -> {
              starting.release();
              mayFail.acquireUninterruptibly();
              return thread(work);
            },
            starter);
    AtomicInteger refusedRuns = new AtomicInteger();
    Thread first = refused(single, refusedRuns::incrementAndGet);
    starting.acquire();
    single.execute(ran::release); // a thread is on its way
    mayFail.release(2); // and the starter's first attempt fails, too
    starting.acquire(2);
    first.join();
    granted.set(1);
    mayFail.release(THREADS);
    ran.acquire();
    single.shutdown();
    assertTrue(single.awaitTermination(30, TimeUnit.SECONDS));
    assertEquals(0, refusedRuns.get(), "it was refused");
    assertFalse(ran.tryAcquire(), "it runs once");
  }

  @Test
  void whereAThreadWaitsNoneIsStarted() throws InterruptedException {
    granted.set(THREADS);
    AtomicReference<Thread> first = new AtomicReference<>();
    pool.execute(() -> first.set(Thread.currentThread()));
    for (int i = 0; i < THREADS; i++) {
      while (first.get() == null || first.get().getState() != State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      pool.execute(ran::release);
      ran.acquire();
    }
    assertEquals(1, pool.getPoolSize());
    Semaphore together = new Semaphore(0);
    for (int i = 0; i < THREADS; i++) {
      pool.execute(
          () -> {
            ran.release();
            together.acquireUninterruptibly();
          });
    }
    ran.acquire(THREADS); // each has a thread
    together.release(THREADS);
  }

  @Test
  void whoeverHasTasksStartsTheFirstThreadOnly() throws InterruptedException {
    granted.set(THREADS);
    Semaphore together = new Semaphore(0);
    pool.execute(together::acquireUninterruptibly);
    while (!together.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    assertEquals(Set.of(Thread.currentThread()), starters);
    starters.clear();
    for (int i = 1; i < THREADS; i++) {
      pool.execute(
          () -> {
            ran.release();
            together.acquireUninterruptibly();
          });
    }
    ran.acquire(THREADS - 1); // each has a thread, while the first one waits
    assertEquals(1, starters.size());
    assertFalse(starters.contains(Thread.currentThread()));
    together.release(THREADS);
  }

  @Test
  void noMoreAreStartedThanAreMissing() throws InterruptedException {
    granted.set(THREADS);
    Semaphore together = new Semaphore(0);
    for (int i = 0; i < 2; i++) {
      pool.execute(
          () -> {
            ran.release();
            together.acquireUninterruptibly();
          });
    }
    ran.acquire(2);
    pool.beginGrowing();
    assertFalse(pool.grow());
    assertEquals(2, pool.getPoolSize());
    together.release(2);
  }

  private static Thread refused(WorkerPool pool, Runnable task) {
    Thread thread =
        new Thread(() -> assertThrows(RejectedExecutionException.class, () -> pool.execute(task)));
    thread.start();
    return thread;
  }
}
