package dev.deltawire.tck;

import java.time.Duration;

/** How long the contracts wait for what has to happen. */
final class Patience {

  private static final Duration STANDARD = Duration.ofSeconds(5);

  private static volatile Duration duration = STANDARD;

  private Patience() {}

  static Duration duration() {
    return duration;
  }

  /** Waits less where things are expected to go wrong. */
  static void shorten(Duration shorter) {
    duration = shorter;
  }

  static void restore() {
    duration = STANDARD;
  }
}
