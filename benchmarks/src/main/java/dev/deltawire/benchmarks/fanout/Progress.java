package dev.deltawire.benchmarks.fanout;

import java.io.IOException;

/** Hears how far the receivers have come. */
@FunctionalInterface
interface Progress {

  /** One receiver, which had {@code before} tokens, now has {@code after}. */
  void advanced(long before, long after) throws IOException;
}
