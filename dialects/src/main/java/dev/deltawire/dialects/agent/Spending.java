package dev.deltawire.dialects.agent;

/**
 * What turns have cost.
 *
 * @param picoUsd in 10^-12 US dollars, so that sums are exact
 * @param millis of their duration
 */
public record Spending(long picoUsd, long millis) {

  /** Nothing yet. */
  public static final Spending NONE = new Spending(0, 0);

  private static final double PICO = 1e12;
  private static final double MICRO = 1e6;
  private static final double SECOND = 1e3;

  /** A cost in US dollars. */
  static Spending of(double usd, long millis) {
    return new Spending(Math.round(usd * PICO), millis);
  }

  /** Both together. */
  public Spending plus(Spending other) {
    return new Spending(picoUsd + other.picoUsd, millis + other.millis);
  }

  double usd() {
    return picoUsd / PICO;
  }

  double microUsd() {
    return picoUsd / MICRO;
  }

  double seconds() {
    return millis / SECOND;
  }
}
