package dev.deltawire.peers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** So many tokens a second, counted from the first look at it. */
final class Clock implements Pace {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long rate;
  private final long start = System.nanoTime();

  Clock(long rate) {
    this.rate = rate;
  }

  @Override
  public long startNanos() {
    return start;
  }

  @Override
  public long await(long produced) {
    long early = produced * SECOND / rate - elapsed();
    if (early > 0) {
      LockSupport.parkNanos(early);
    }
    return Math.max(produced, elapsed() * rate / SECOND + 1);
  }

  @Override
  public boolean saturates() {
    return false;
  }

  private long elapsed() {
    return System.nanoTime() - start;
  }
}
