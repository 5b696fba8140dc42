package dev.deltawire.server.internal.net;

import java.util.concurrent.TimeUnit;

/**
 * What one connection may say before it counts as busy: bytes that come back with time, and a
 * little for each read, TLS record or message. Thread: whoever holds its owner's lock, or owns its
 * owner.
 */
public final class Allowance {

  /** What comes back in a second: some 300 short messages. */
  static final long BYTES_A_SECOND = 32 << 10;

  /** The most that gathers. */
  static final long MOST_BYTES = 16 << 10;

  /** The most that is owed: a second's worth. */
  static final long MOST_OWED_BYTES = BYTES_A_SECOND;

  /** What a newcomer owes: half a second's worth. */
  static final long FIRST_OWED_BYTES = BYTES_A_SECOND / 2;

  /** What is spent beside the bytes. */
  static final int LEAST_BYTES = 64;

  private static final long NANOS_A_BYTE = TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND;

  private long bytes;
  private long sinceNanos;

  /** Less than nothing: a newcomer is busy until it has said nothing for a while. */
  public Allowance(long nowNanos) {
    sinceNanos = nowNanos;
    beginAnew(nowNanos);
  }

  /** A newcomer once more, however long it has been waiting. */
  void beginAnew(long nowNanos) {
    gather(nowNanos);
    bytes = Math.min(bytes, -FIRST_OWED_BYTES);
  }

  /** Whether a quiet connection says so much. */
  public boolean covers(int length, long nowNanos) {
    gather(nowNanos);
    return length + LEAST_BYTES <= bytes;
  }

  /** Counts what is said; who has nothing left owes it. */
  public void spend(int length, long nowNanos) {
    gather(nowNanos);
    bytes = Math.max(-MOST_OWED_BYTES, bytes - length - LEAST_BYTES);
  }

  private void gather(long nowNanos) {
    long more = (nowNanos - sinceNanos) / NANOS_A_BYTE;
    sinceNanos += more * NANOS_A_BYTE;
    bytes = Math.min(MOST_BYTES, bytes + more);
  }
}
