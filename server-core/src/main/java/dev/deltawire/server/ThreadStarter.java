package dev.deltawire.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Has pools grow on a thread of its own, which comes with the first need: whoever starts a thread
 * waits until the system has run it, for 20 ms where many want a processor.
 */
final class ThreadStarter implements AutoCloseable {

  /** In such a time a thread that is about to be done may take what waits. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * After such a time the system is asked again for the one thread that a pool can't do without.
   */
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final List<WorkerPool> pools = new CopyOnWriteArrayList<>();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final ThreadFactory factory;
  private volatile Thread thread;
  private volatile boolean closed;

  /** One whose thread {@code factory} makes. */
  ThreadStarter(ThreadFactory factory) {
    this.factory = factory;
  }

  /** Has {@code pool} grow, too. */
  void add(WorkerPool pool) {
    pools.add(pool);
  }

  /** A pool may have to grow. Allocates nothing but the first time. Thread: any. */
  void wake() {
    if (wanted.compareAndSet(false, true)) {
      LockSupport.unpark(thread == null ? begun() : thread);
    }
  }

  private synchronized Thread begun() {
    if (thread == null) {
      try {
        Thread first = factory.newThread(this::run);
        first.start();
        thread = first;
      } catch (OutOfMemoryError e) { // the system grants no more; the next need tries again
        wanted.set(false);
      }
    }
    return thread;
  }

  private void run() {
    while (!closed) {
      boolean stuck = anyIsStuck(); // first: a wait for a pool's lock may use up who wakes it
      if (wanted.get()) {
        bePatient();
        wanted.set(false);
        grow();
      } else if (stuck) {
        LockSupport.parkNanos(this, RETRY_NANOS);
        grow();
      } else if (!closed) {
        LockSupport.park(this);
      }
    }
  }

  private void bePatient() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (long left = PATIENCE_NANOS; left > 0 && !closed; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }

  private boolean anyIsStuck() {
    for (int i = 0; i < pools.size(); i++) {
      if (pools.get(i).isStuck()) {
        return true;
      }
    }
    return false;
  }

  /** A thread for each pool in turn, so that none waits behind all that another one needs. */
  private void grow() {
    for (int i = 0; i < pools.size(); i++) {
      pools.get(i).beginGrowing();
    }
    boolean started = true;
    while (started) {
      started = false;
      for (int i = 0; i < pools.size(); i++) {
        started |= pools.get(i).grow();
      }
    }
  }

  /** Has none grow any more. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
