package dev.deltawire.server.internal.net;

import java.util.concurrent.TimeUnit;

/**
 * How fast a loop reads what nobody wants, for all of its sockets together: fast enough that a peer
 * gets rid of a message of many MiB and then reads why it was refused, slowly enough that many such
 * peers cost little. Thread: the loop.
 */
final class Discards {

  private static final long BYTES_PER_SECOND = 64 << 20;

  /** What may come at once after a rest. */
  private static final long BURST_NANOS = nanosFor(1 << 20);

  /** When all that has been read until now would have come at that rate. */
  private long paidUntilNanos;

  Discards(long nowNanos) {
    paidUntilNanos = nowNanos;
  }

  /** So many bytes have been read; how long to read none, in nanoseconds, or 0. */
  long add(int bytes, long nowNanos) {
    long rested = nowNanos - BURST_NANOS;
    paidUntilNanos = rested + Math.max(0, paidUntilNanos - rested) + nanosFor(bytes);
    return Math.max(0, paidUntilNanos - nowNanos);
  }

  private static long nanosFor(int bytes) {
    return bytes * TimeUnit.SECONDS.toNanos(1) / BYTES_PER_SECOND;
  }
}
