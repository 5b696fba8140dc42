package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredInstantTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "1969-12-31T23:59:59Z",
        "2026-11-20T07:30:00.123456789Z",
        "1677-09-21T00:12:43.145224192Z",
        "2262-04-11T23:47:16.854775807Z"
      })
  void whatIsInRangeComesBackToTheNanosecond(String text) {
    Instant instant = Instant.parse(text);
    assertEquals(instant, StoredInstant.of(StoredInstant.nanos(instant)));
  }

  @Test
  void whatIsOutOfRangeIsTheEndOfIt() {
    assertEquals(Long.MAX_VALUE, StoredInstant.nanos(Instant.MAX));
    assertEquals(Long.MIN_VALUE, StoredInstant.nanos(Instant.MIN));
  }
}
