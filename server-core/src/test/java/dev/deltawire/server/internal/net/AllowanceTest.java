package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long now = Long.MAX_VALUE - SECOND; // the clock may run over

  private final Allowance allowance = new Allowance(now);

  private void pass(long nanos) {
    now += nanos;
  }

  private int mostCovered() {
    int most = -1;
    while (allowance.covers(most + 1, now)) {
      most++;
    }
    return most;
  }

  @Test
  void whoHasNothingYetIsBusyForAMoment() {
    assertFalse(allowance.covers(0, now));
    pass(SECOND / 100);
    assertTrue(allowance.covers(0, now));
  }

  @Test
  void newcomersAreBusyUntilTheyHaveSaidSomething() {
    allowance.beginAnew(now);
    pass(10 * SECOND);
    assertFalse(allowance.covers(0, now));
    allowance.spend(0, now);
    assertFalse(allowance.covers(0, now), "of a handshake");
    allowance.spend(60, now);
    assertTrue(allowance.covers(60, now));
  }

  @Test
  void whoBeginsAnewIsANewcomerWithNothing() {
    pass(10 * SECOND);
    assertTrue(allowance.covers(0, now));
    allowance.beginAnew(now);
    pass(SECOND / 100);
    assertFalse(allowance.covers(0, now));
    allowance.spend(60, now);
    long left = Allowance.BYTES_A_SECOND / 100 - 60 - 2L * Allowance.LEAST_BYTES;
    assertTrue(Math.abs(mostCovered() - left) <= 1, "what comes back in parts is rounded");
  }

  @Test
  void whoOwesMoreIsNotForgivenWhenItBeginsAnew() {
    allowance.spend(Integer.MAX_VALUE / 2, now);
    allowance.beginAnew(now);
    pass(SECOND * 99 / 100);
    allowance.spend(1, now);
    assertFalse(allowance.covers(0, now));
  }

  @Test
  void aHundredShortMessagesASecondAreQuiet() {
    for (int i = 0; i < 1000; i++) {
      pass(SECOND / 100);
      assertTrue(allowance.covers(60, now));
      allowance.spend(60, now);
    }
  }

  @Test
  void whoSaysMoreThanComesBackIsBusy() {
    pass(10 * SECOND);
    int covered = 0;
    for (int i = 0; i < 1000; i++) {
      pass(SECOND / 1000);
      covered += allowance.covers(60, now) ? 1 : 0;
      allowance.spend(60, now);
    }
    assertTrue(covered > 100 && covered < 400, "of 1,000 a second " + covered);
    assertFalse(allowance.covers(0, now));
  }

  @Test
  void noMoreGathersThanTheMost() {
    pass(100 * SECOND);
    assertEquals(Allowance.MOST_BYTES - Allowance.LEAST_BYTES, mostCovered());
  }

  @Test
  void noMoreIsOwedThanASecondsWorth() {
    allowance.spend(Integer.MAX_VALUE / 2, now);
    pass(SECOND);
    assertFalse(allowance.covers(0, now));
    pass(SECOND / 100);
    assertTrue(allowance.covers(0, now));
  }

  @Test
  void whatComesBackInPartsIsNotLost() {
    for (int i = 0; i < 1000; i++) {
      pass(SECOND / 4000);
      allowance.covers(0, now);
    }
    assertEquals(Allowance.BYTES_A_SECOND / 4 - Allowance.LEAST_BYTES, mostCovered());
  }
}
