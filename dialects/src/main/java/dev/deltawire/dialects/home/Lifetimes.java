package dev.deltawire.dialects.home;

import java.time.Duration;

/** How long what a device is let in with lasts (H-49, H-52). */
record Lifetimes(Duration pairing, Duration accessToken, Duration refreshToken) {

  static final Lifetimes STANDARD =
      new Lifetimes(Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofDays(90));
}
