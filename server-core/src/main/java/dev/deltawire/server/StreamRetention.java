package dev.deltawire.server;

import java.time.Duration;

/**
 * How long ended streams can be resumed.
 *
 * @param maxBytes memory that all ended streams of a server take together, with their events, and
 *     at most what running texts leave of a quarter of the heap; the one that ended first is
 *     forgotten first
 * @param maxAge time after its end at which a stream is forgotten at the latest
 */
public record StreamRetention(long maxBytes, Duration maxAge) {

  private static final long STANDARD_BYTES = 64L << 20;

  /** Of a small heap, so that what nobody may ever ask for leaves room for who is there. */
  private static final int STANDARD_PART = 16;

  /** 64 MiB, or a sixteenth of a heap below 1 GiB; ten minutes. */
  public static final StreamRetention STANDARD =
      new StreamRetention(
          Math.min(STANDARD_BYTES, Runtime.getRuntime().maxMemory() / STANDARD_PART),
          Duration.ofMinutes(10));
}
