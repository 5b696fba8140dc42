package dev.deltawire.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is had for moments only, and makes no garbage. A thread that has it and runs is done
 * sooner than others cease to try; one that the system has stopped meanwhile, as it does those that
 * come last of all, keeps only those waiting who can wait (0055). Thread: any.
 */
final class BriefLock {

  private static final int MOST_SPINS = 1000;

  private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final AtomicBoolean taken = new AtomicBoolean();

  /** Whether the calling thread has it now; false if another thread stays at it. */
  boolean tryLock() {
    for (int spins = 0; spins < MOST_SPINS; spins++) {
      if (taken.compareAndSet(false, true)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /** Gives it to the calling thread, however long another one stays at it. */
  void lock() {
    while (!tryLock()) {
      LockSupport.parkNanos(this, REST_NANOS);
    }
  }

  void unlock() {
    taken.set(false);
  }
}
