package dev.deltawire.benchmarks.fanout;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much is sent to how many.
 *
 * @param receivers connections
 * @param tokensPerSecond the pace, or 0 to send as fast as the slowest receiver allows
 */
record Scenario(int receivers, int tokensPerSecond) {

  /** Tokens that the producer may be ahead of the slowest receiver, when there is no pace. */
  static final int WINDOW = 64;

  static Scenario saturated(int receivers) {
    return new Scenario(receivers, 0);
  }

  static Scenario paced(int receivers, int tokensPerSecond) {
    return new Scenario(receivers, tokensPerSecond);
  }

  boolean isPaced() {
    return tokensPerSecond > 0;
  }

  long intervalNanos() {
    return TimeUnit.SECONDS.toNanos(1) / tokensPerSecond;
  }

  List<String> toArguments() {
    return List.of(Integer.toString(receivers), Integer.toString(tokensPerSecond));
  }

  static Scenario parse(String receivers, String tokensPerSecond) {
    return new Scenario(Integer.parseInt(receivers), Integer.parseInt(tokensPerSecond));
  }

  @Override
  public String toString() {
    return isPaced()
        ? receivers + " receivers, " + tokensPerSecond + " tokens/s"
        : receivers + " receivers, saturated";
  }
}
