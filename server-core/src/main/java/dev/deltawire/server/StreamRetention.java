package dev.deltawire.server;

import java.time.Duration;

/**
 * How long ended streams can be resumed.
 *
 * @param maxBytes memory that all ended streams of a server take together, with their events; the
 *     one that ended first is forgotten first
 * @param maxAge time after its end at which a stream is forgotten at the latest
 */
public record StreamRetention(long maxBytes, Duration maxAge) {

  /** 64 MiB, ten minutes. */
  public static final StreamRetention STANDARD =
      new StreamRetention(64L << 20, Duration.ofMinutes(10));
}
