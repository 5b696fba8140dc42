package dev.deltawire.server;

import java.time.Duration;

/**
 * Limits of one stream.
 *
 * @param maxBytes UTF-8 bytes of text it may grow to; more is {@link AppendResult#TOO_LONG}
 * @param retainedBytes escaped bytes of text kept for receivers behind the tail, at least 64 KiB. A
 *     receiver that falls further behind is closed with 1013; with {@code retainedBytes >= 6 *
 *     maxBytes} that never happens
 * @param mergeInStep whether receivers that keep up, too, get the text between two flushes as one
 *     delta
 * @param flushInterval the least time between two flushes of the stream on one loop; zero flushes
 *     as soon as the loop turns. It trades latency, up to a timer's tick of 4 ms more, for fewer
 *     system calls; the first token and the end are never delayed
 * @param replay whether all events are kept for {@link Connection#replay}
 */
public record StreamOptions(
    long maxBytes,
    long retainedBytes,
    boolean mergeInStep,
    Duration flushInterval,
    boolean replay) {

  private static final long LEAST_RETAINED_BYTES = 1 << 16;

  /** The most bytes that one byte of text takes when escaped. */
  private static final long WORST_ESCAPE = 6;

  /** Refuses a retention below one chunk, with which receivers in step would fall behind. */
  public StreamOptions {
    if (maxBytes <= 0 || retainedBytes < LEAST_RETAINED_BYTES) {
      throw new IllegalArgumentException("too little: " + maxBytes + ", " + retainedBytes);
    }
    if (flushInterval.isNegative()) {
      throw new IllegalArgumentException("flushInterval is negative: " + flushInterval);
    }
  }

  /** 4 MiB of text, all of it retained, every append a delta of its own. */
  public static final StreamOptions STANDARD =
      new StreamOptions(4L << 20, 24L << 20, false, Duration.ZERO, false);

  /** These options with another cap on the text, and with a retention that holds so much. */
  public StreamOptions withMaxBytes(long bytes) {
    long escaped = bytes > Long.MAX_VALUE / WORST_ESCAPE ? Long.MAX_VALUE : bytes * WORST_ESCAPE;
    return new StreamOptions(
        bytes, Math.max(retainedBytes, escaped), mergeInStep, flushInterval, replay);
  }

  /** These options for a text that is whole already: all of it was let in when it grew. */
  public StreamOptions withoutCap() {
    return withMaxBytes(Long.MAX_VALUE);
  }

  /** These options with another retention. */
  public StreamOptions withRetainedBytes(long bytes) {
    return new StreamOptions(maxBytes, bytes, mergeInStep, flushInterval, replay);
  }

  /** These options with merging in step switched on or off. */
  public StreamOptions withMergeInStep(boolean merge) {
    return new StreamOptions(maxBytes, retainedBytes, merge, flushInterval, replay);
  }

  /** These options with another flush interval. */
  public StreamOptions withFlushInterval(Duration interval) {
    return new StreamOptions(maxBytes, retainedBytes, mergeInStep, interval, replay);
  }

  /** These options with all events kept, or not. */
  public StreamOptions withReplay(boolean keep) {
    return new StreamOptions(maxBytes, retainedBytes, mergeInStep, flushInterval, keep);
  }
}
