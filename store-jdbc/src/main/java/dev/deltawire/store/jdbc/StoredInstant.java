package dev.deltawire.store.jdbc;

import java.time.Instant;

/** Instants as the store keeps them: nanoseconds since 1970, those out of range at its end. */
final class StoredInstant {

  private static final long NANOS = 1_000_000_000;
  private static final Instant FIRST = of(Long.MIN_VALUE);
  private static final Instant LAST = of(Long.MAX_VALUE);

  private StoredInstant() {}

  static Instant of(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static long nanos(Instant instant) {
    if (!instant.isBefore(LAST)) {
      return Long.MAX_VALUE;
    }
    if (!instant.isAfter(FIRST)) {
      return Long.MIN_VALUE;
    }
    long second = instant.getEpochSecond();
    return second >= 0
        ? second * NANOS + instant.getNano()
        : (second + 1) * NANOS + (instant.getNano() - NANOS);
  }
}
