package dev.deltawire.server.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  private static final long MAX = 1_000_000;
  private static final int SMALL = MemoryBudget.SMALL_BYTES;

  private long now;
  private final MemoryBudget budget = MemoryBudget.of(MAX, () -> now);
  private final List<String> told = new ArrayList<>();

  /** A peer that lets go of nothing. */
  private Holding peer(String name) {
    return budget.open(() -> told.add(name));
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void aBudgetOfNothingIsMisuse() {
    assertThrows(IllegalArgumentException.class, () -> MemoryBudget.of(0));
  }

  @Test
  void whatDoesNotFitIsRefusedAndNotCounted() {
    assertTrue(peer("a").take(MAX));
    Holding late = peer("b");
    assertFalse(late.take(SMALL + 1));
    assertEquals(0, late.bytes());
    assertEquals(MAX, budget.heldBytes());
  }

  @Test
  void whatIsSmallIsNeverRefused() {
    assertTrue(peer("a").take(MAX));
    Holding late = peer("b");
    assertTrue(late.take(SMALL));
    assertFalse(late.take(1), "small altogether, not at a time");
    assertEquals(SMALL, late.bytes());
  }

  @Test
  void whatCannotBeRefusedIsCountedAnyway() {
    Holding peer = peer("a");
    peer.takeAnyway(MAX + 1, MAX + 1);
    assertEquals(MAX + 1, budget.heldBytes());
    assertEquals(List.of("a"), told);
  }

  @Test
  void whatManyHoldCostsTheServerOnce() {
    Holding first = peer("a");
    Holding second = peer("b");
    first.take(1000, 1000);
    second.take(1000, 0);
    assertEquals(1000, budget.heldBytes());
    first.give(1000, 0);
    second.give(1000, 1000);
    assertEquals(0, budget.heldBytes());
    assertEquals(0, first.bytes() + second.bytes());
  }

  @Test
  void bytesThatOthersHoldAlreadyAreNotRefused() {
    assertTrue(peer("a").take(MAX));
    assertTrue(peer("b").take(SMALL + 1, 0));
    assertEquals(MAX, budget.heldBytes());
  }

  @Test
  void aLookAtManyPeersIsFollowedByALongRest() {
    MemoryBudget slow = MemoryBudget.of(MAX, () -> now += TimeUnit.MILLISECONDS.toNanos(1));
    for (int i = 0; i < 3; i++) {
      slow.open(() -> told.add("told")).take(MAX / 2);
    }
    assertEquals(List.of("told"), told, "a millisecond passes with every glance at the clock");
  }

  @Test
  void nobodyIsToldAnythingBeforeHalfOfItIsHeld() {
    peer("a").take(MAX / 2);
    assertEquals(List.of(), told);
    pass(10);
    peer("b").take(1);
    assertEquals(List.of("a"), told);
  }

  @Test
  void theUnknownLetGoBeforeTheKnown() {
    Holding known = peer("known");
    known.known(true);
    known.take(400_000);
    peer("unknown").take(5_000);
    pass(10);
    Holding late = peer("late");
    late.known(true);
    late.take(100_000);
    assertEquals(List.of("unknown"), told);
  }

  @Test
  void whoHoldsMoreForLongerLetsGoFirstAndNoMoreThanNeeded() {
    peer("long").take(100_000);
    pass(1_000);
    peer("large").take(300_000);
    pass(100);
    peer("healthy").take(110_000);
    assertEquals(List.of("long"), told);
  }

  @Test
  void whoWasToldIsToldAgainWhenItHasNotLetGoInTime() {
    peer("a").take(MAX / 2);
    pass(10);
    Holding other = peer("b");
    other.take(1);
    pass(10);
    other.take(1);
    assertEquals(List.of("a"), told);
    pass(1_000);
    other.take(1);
    assertEquals(List.of("a", "a"), told);
  }

  @Test
  void memoryIsScarceForAWhileAfterSomebodyWasTold() {
    assertFalse(budget.scarce());
    peer("a").takeAnyway(MAX / 2 + 1, MAX / 2 + 1);
    assertEquals(List.of("a"), told);
    pass(99);
    assertTrue(budget.scarce());
    pass(1);
    assertFalse(budget.scarce(), "although it holds as much as before: nobody else wants any");
  }

  @Test
  void whoHasGoneIsToldNothing() {
    Holding gone = peer("gone");
    gone.take(MAX / 2);
    gone.give(MAX / 2);
    gone.close();
    gone.takeAnyway(MAX, MAX);
    assertEquals(List.of(), told);
  }
}
