package dev.deltawire.dialects.agent;

import dev.deltawire.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** How long a budget lasts: windows follow each other from a first one on. */
public enum BudgetWindow implements WireName {
  HOUR,
  DAY,
  WEEK,
  /** A calendar month in UTC. */
  MONTH,
  /** One window without an end. */
  LIFETIME;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name in a claim. */
  public static Optional<BudgetWindow> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }

  /** When the window began that {@code now} lies in, of those that follow each other. */
  public Instant startOf(Instant first, Instant now) {
    return switch (this) {
      case HOUR -> repeated(first, now, Duration.ofHours(1));
      case DAY -> repeated(first, now, Duration.ofDays(1));
      case WEEK -> repeated(first, now, Duration.ofDays(7));
      case MONTH -> month(first, now);
      case LIFETIME -> first;
    };
  }

  private static Instant repeated(Instant first, Instant now, Duration length) {
    long seconds = length.toSeconds();
    long elapsed = ChronoUnit.MILLIS.between(first, now);
    return first.plusSeconds(Math.floorDiv(elapsed, seconds * 1000) * seconds);
  }

  /** Months are counted from the first window, so that one that begins on a 31st stays late. */
  private static Instant month(Instant first, Instant now) {
    OffsetDateTime start = first.atOffset(ZoneOffset.UTC);
    long months = ChronoUnit.MONTHS.between(start, now.atOffset(ZoneOffset.UTC));
    while (start.plusMonths(months).toInstant().isAfter(now)) {
      months--;
    }
    while (!start.plusMonths(months + 1).toInstant().isAfter(now)) {
      months++;
    }
    return start.plusMonths(months).toInstant();
  }
}
