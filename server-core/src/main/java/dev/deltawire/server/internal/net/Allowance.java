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

  /** What is spent beside the bytes. */
  static final int LEAST_BYTES = 64;

  private static final long NANOS_A_BYTE = TimeUnit.SECONDS.toNanos(1) / BYTES_A_SECOND;

  private long bytes;
  private long sinceNanos;
  private boolean isNewcomer;

  /** Nothing yet: whoever has it is busy until it has said nothing for a moment. */
  public Allowance(long nowNanos) {
    sinceNanos = nowNanos;
  }

  /** A newcomer's, however long it has been waiting. */
  void beginAnew(long nowNanos) {
    gather(nowNanos);
    bytes = Math.min(bytes, 0);
    isNewcomer = true;
  }

  /** Whether a quiet connection says so much; a newcomer is busy until it has said something. */
  public boolean covers(int length, long nowNanos) {
    gather(nowNanos);
    return !isNewcomer && length + LEAST_BYTES <= bytes;
  }

  /** Counts what is said; who has nothing left owes it. */
  public void spend(int length, long nowNanos) {
    gather(nowNanos);
    bytes = Math.max(-MOST_OWED_BYTES, bytes - length - LEAST_BYTES);
    isNewcomer &= length == 0; // a handshake's records are no word
  }

  private void gather(long nowNanos) {
    long more = (nowNanos - sinceNanos) / NANOS_A_BYTE;
    sinceNanos += more * NANOS_A_BYTE;
    bytes = Math.min(MOST_BYTES, bytes + more);
  }
}
