package dev.deltawire.benchmarks.fanout;

import java.io.IOException;

/** Acknowledges every half window of tokens as soon as the slowest receiver has it. */
final class AckWindow implements Progress {

  private static final int STEP = Scenario.WINDOW / 2;

  /** Steps between the slowest receiver and the fastest, and some to spare; a power of two. */
  private static final int STEPS = 8;

  private final int receivers;
  private final Acknowledgement acknowledgement;

  /** How many receivers have come so many steps far. */
  private final int[] reached = new int[STEPS];

  private long next = 1;

  /** Takes a number of tokens that every receiver has. */
  @FunctionalInterface
  interface Acknowledgement {
    void send(long tokens) throws IOException;
  }

  AckWindow(int receivers, Acknowledgement acknowledgement) {
    this.receivers = receivers;
    this.acknowledgement = acknowledgement;
  }

  @Override
  public void advanced(long before, long after) throws IOException {
    for (long step = before / STEP + 1; step <= after / STEP; step++) {
      reached[(int) (step & (STEPS - 1))]++;
    }
    while (reached[(int) (next & (STEPS - 1))] == receivers) {
      reached[(int) (next & (STEPS - 1))] = 0;
      acknowledgement.send(next * STEP);
      next++;
    }
  }
}
