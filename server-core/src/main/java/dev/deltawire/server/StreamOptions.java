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

  /** 4 MiB of text, all of it retained, every append a delta of its own. */
  public static final StreamOptions STANDARD = new StreamOptions(4L << 20, 24L << 20, false);

  /** These options with another cap on the text. */
  public StreamOptions withMaxBytes(long bytes) {
    return new StreamOptions(bytes, retainedBytes, mergeInStep);
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
