package dev.deltawire.dialects.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BudgetWindowTest {

  @ParameterizedTest
  @CsvSource({
    "HOUR, 2026-01-01T00:30:00Z, 2026-01-01T05:29:59.999Z, 2026-01-01T04:30:00Z",
    "HOUR, 2026-01-01T00:30:00Z, 2026-01-01T05:30:00Z, 2026-01-01T05:30:00Z",
    "DAY, 1970-01-01T00:00:00Z, 2026-04-23T14:02:10Z, 2026-04-23T00:00:00Z",
    "DAY, 2026-06-01T00:00:00Z, 2026-04-23T14:02:10Z, 2026-04-23T00:00:00Z",
    "WEEK, 2026-04-01T00:00:00Z, 2026-04-23T14:02:10Z, 2026-04-22T00:00:00Z",
    "MONTH, 1970-01-01T00:00:00Z, 2026-02-28T23:59:59Z, 2026-02-01T00:00:00Z",
    "MONTH, 2026-01-31T12:00:00Z, 2026-02-28T11:59:59Z, 2026-01-31T12:00:00Z",
    "MONTH, 2026-01-31T12:00:00Z, 2026-02-28T12:00:00Z, 2026-02-28T12:00:00Z",
    "MONTH, 2026-01-31T12:00:00Z, 2026-03-31T11:59:59Z, 2026-02-28T12:00:00Z",
    "MONTH, 2026-01-31T12:00:00Z, 2026-03-31T12:00:00Z, 2026-03-31T12:00:00Z",
    "MONTH, 2026-06-15T00:00:00Z, 2026-04-23T00:00:00Z, 2026-04-15T00:00:00Z",
    "LIFETIME, 2026-01-01T00:00:00Z, 2036-04-23T14:02:10Z, 2026-01-01T00:00:00Z",
  })
  void a02_windowsFollowEachOtherFromTheFirstOn(
      BudgetWindow window, Instant first, Instant now, Instant start) {
    assertEquals(start, window.startOf(first, now));
  }
}
