package dev.deltawire.dialects.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A wall clock that a test moves, back as well. */
final class TestClock implements InstantSource {

  private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);

  void move(long byMillis) {
    millis.addAndGet(byMillis);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }
}
