package dev.deltawire.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A spin lock that makes no garbage, for a few instructions at a time; not reentrant. Whoever has
 * it may be stopped by the system, as those are that come last of all (0055): {@link #tryLock}
 * gives up then, and {@link #lock} parks between its tries. Thread: any.
 */
final class SpinLock {

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
