package dev.deltawire.server;

import java.util.function.LongSupplier;

/** How many protocol errors a connection may still make: a limit in a sliding window. */
final class ErrorBudget {

  private final long[] timesNanos;
  private final long windowNanos;
  private final LongSupplier nanoClock;
  private int count;
  private int oldest;

  ErrorBudget(int limit, long windowNanos, LongSupplier nanoClock) {
    this.timesNanos = new long[limit];
    this.windowNanos = windowNanos;
    this.nanoClock = nanoClock;
  }

  /** Counts one error; false when it is one too many. Thread: any. */
  synchronized boolean spend() {
    long now = nanoClock.getAsLong();
    while (count > 0 && now - timesNanos[oldest] >= windowNanos) {
      oldest = (oldest + 1) % timesNanos.length;
      count--;
    }
    if (count == timesNanos.length) {
      return false;
    }
    timesNanos[(oldest + count) % timesNanos.length] = now;
    count++;
    return true;
  }
}
