package dev.deltawire.benchmarks.fanout;

import java.time.Duration;

/**
 * The time from when a token was due at the producer to when a receiver had it.
 *
 * <p>From when it was due, not from when it was published: a server that keeps its producer waiting
 * gains nothing by it. Both processes read the same monotonic clock.
 */
final class PacedLatency implements Progress {

  private final long startNanos;
  private final long intervalNanos;
  private final long first;
  private final long end;
  private final LatencyHistogram histogram = new LatencyHistogram();

  /** Records tokens that are due from {@code warmUp} after the start on, for {@code measured}. */
  PacedLatency(long startNanos, long intervalNanos, Duration warmUp, Duration measured) {
    this.startNanos = startNanos;
    this.intervalNanos = intervalNanos;
    this.first = warmUp.toNanos() / intervalNanos;
    this.end = first + measured.toNanos() / intervalNanos;
  }

  LatencyHistogram histogram() {
    return histogram;
  }

  @Override
  public void advanced(long before, long after) {
    long now = System.nanoTime();
    for (long token = Math.max(before, first); token < Math.min(after, end); token++) {
      histogram.record(now - (startNanos + token * intervalNanos));
    }
  }
}
