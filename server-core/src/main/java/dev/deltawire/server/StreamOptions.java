package dev.deltawire.server;

/**
 * Limits of one stream.
 *
 * @param maxBytes UTF-8 bytes of text it may grow to; more is {@link AppendResult#TOO_LONG}
 * @param retainedBytes escaped bytes of text kept for receivers behind the tail, at least 64 KiB. A
 *     receiver that falls further behind is closed with 1013; with {@code retainedBytes >= 6 *
 *     maxBytes} that never happens
 * @param mergeInStep whether receivers that keep up, too, get the text between two flushes as one
 *     delta
 */
public record StreamOptions(long maxBytes, long retainedBytes, boolean mergeInStep) {

  private static final long LEAST_RETAINED_BYTES = 1 << 16;

  /** The most bytes that one byte of text takes when escaped. */
  private static final long WORST_ESCAPE = 6;

  /** Refuses a retention below one chunk, with which receivers in step would fall behind. */
  public StreamOptions {
    if (maxBytes <= 0 || retainedBytes < LEAST_RETAINED_BYTES) {
      throw new IllegalArgumentException("too little: " + maxBytes + ", " + retainedBytes);
    }
  }

  /** 4 MiB of text, all of it retained, every append a delta of its own. */
  public static final StreamOptions STANDARD = new StreamOptions(4L << 20, 24L << 20, false);

  /** These options with another cap on the text, and with a retention that holds so much. */
  public StreamOptions withMaxBytes(long bytes) {
    long escaped = bytes > Long.MAX_VALUE / WORST_ESCAPE ? Long.MAX_VALUE : bytes * WORST_ESCAPE;
    return new StreamOptions(bytes, Math.max(retainedBytes, escaped), mergeInStep);
  }

  /** These options with another retention. */
  public StreamOptions withRetainedBytes(long bytes) {
    return new StreamOptions(maxBytes, bytes, mergeInStep);
  }

  /** These options with merging in step switched on or off. */
  public StreamOptions withMergeInStep(boolean merge) {
    return new StreamOptions(maxBytes, retainedBytes, merge);
  }
}
