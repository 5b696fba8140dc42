package dev.deltawire.benchmarks.fanout;

/**
 * What the load client writes to the server's standard input: {@code long}s. The first is the start
 * in {@link System#nanoTime()}; after that each is a count of tokens that all receivers have, or
 * one of these.
 */
final class Control {

  /** Report the counters now. */
  static final long MARK = -1;

  /** Nothing has arrived for a while: nudge. */
  static final long NUDGE = -2;

  /** End the stream. */
  static final long STOP = -3;

  private Control() {}
}
