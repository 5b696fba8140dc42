package dev.deltawire.benchmarks.peers;

import java.util.Locale;

/**
 * A figure to reach.
 *
 * @param what is measured
 * @param bound on which side of the limit it has to be
 * @param limit of it
 */
record Goal(String what, Bound bound, double limit) {

  /** Which side of a limit is the good one. */
  enum Bound {
    AT_MOST("≤"),
    BELOW("<"),
    AT_LEAST("≥");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  static Goal atMost(String what, double limit) {
    return new Goal(what, Bound.AT_MOST, limit);
  }

  static Goal below(String what, double limit) {
    return new Goal(what, Bound.BELOW, limit);
  }

  static Goal atLeast(String what, double limit) {
    return new Goal(what, Bound.AT_LEAST, limit);
  }

  boolean reached(double value) {
    return switch (bound) {
      case AT_MOST -> value <= limit;
      case BELOW -> value < limit;
      case AT_LEAST -> value >= limit;
    };
  }

  /** Whether it is reached, and how many times better or worse than that the value is. */
  String verdict(double value) {
    double better = bound == Bound.AT_LEAST ? value / limit : limit / value;
    boolean reached = reached(value);
    if (limit == 0 || value == 0) {
      return reached ? "yes" : "NO";
    }
    return String.format(
        Locale.ROOT,
        reached ? "yes, %.2f× better" : "NO, %.2f× short",
        reached ? better : 1 / better);
  }

  @Override
  public String toString() {
    String number =
        limit == Math.rint(limit)
            ? Integer.toString((int) limit)
            : String.format(Locale.ROOT, limit < 0.1 ? "%.3f" : "%.2f", limit);
    return what + ' ' + bound.sign + ' ' + number;
  }
}
