package dev.deltawire.server.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PagePoolTest {

  private static final int PAGE = MemoryBudget.PAGE_BYTES;

  private final MemoryBudget budget = MemoryBudget.of(100 * PAGE);
  private final Holding holding = budget.open(() -> {});
  private final Deque<byte[]> lent = new ArrayDeque<>();
  private final Set<byte[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private void take(int count) {
    for (int i = 0; i < count; i++) {
      byte[] page = holding.takePage();
      seen.add(page);
      lent.add(page);
    }
  }

  private void give(int count) {
    for (int i = 0; i < count; i++) {
      holding.givePage(lent.remove());
    }
  }

  @Test
  void aPageThatComesBackIsLentAgain() {
    take(3);
    byte[] first = lent.peek();
    give(1);
    assertSame(first, holding.takePage());
    assertNotSame(first, holding.takePage());
  }

  @Test
  void whoTakesAsManyAsComeBackNeedsNoNewOnes() {
    take(90);
    for (int i = 0; i < 50; i++) {
      give(30);
      take(30);
    }
    assertEquals(90, seen.size());
  }

  @Test
  void nothingIsKeptWhenAllHaveComeBack() {
    take(90);
    give(90);
    assertEquals(0, budget.heldBytes());
    take(90);
    assertEquals(180, seen.size());
  }

  @Test
  void pagesAreCountedAndRefused() {
    take(100);
    assertEquals(100L * PAGE, holding.bytes());
    assertNull(holding.takePage());
    assertEquals(100L * PAGE, budget.heldBytes());
  }
}
