package dev.deltawire.benchmarks.codec;

import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long an answer is measured. */
enum Effort {
  /** To be quoted without reserve: hours for everything. */
  WHOLE(5, 3, 5, 1000),
  /** Enough for the goals, which are ratios of medians. */
  GOALS(3, 2, 3, 250),
  /** Enough for the gate's bounds, which are ratios of best iterations. */
  GATE(3, 6, 8, 150),
  /** Shows that it works. */
  QUICK(1, 2, 3, 300);

  private final int forks;
  private final int warmups;
  private final int iterations;
  private final int millis;

  Effort(int forks, int warmups, int iterations, int millis) {
    this.forks = forks;
    this.warmups = warmups;
    this.iterations = iterations;
    this.millis = millis;
  }

  void applyTo(OptionsBuilder options) {
    TimeValue time = TimeValue.milliseconds(millis);
    options.forks(forks).warmupIterations(warmups).measurementIterations(iterations);
    options.warmupTime(time).measurementTime(time);
  }
}
