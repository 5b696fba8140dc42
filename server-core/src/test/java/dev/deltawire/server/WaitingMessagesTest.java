package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Messages of several connections that lend each other's pages, beside plain queues of copies. */
class WaitingMessagesTest {

  /** Around the sizes of pages, and beyond them. */
  private static final int[] LENGTHS = {
    0, 1, 30, 250, 507, 508, 509, 2000, 4091, 4092, 4093, 20_000
  };

  private static final int CONNECTIONS = 4;
  private static final int STEPS = 40_000;

  private final MessagePages pages = new MessagePages();
  private final MemoryBudget budget = MemoryBudget.of(1 << 30);
  private final RandomGenerator random = new SplittableRandom(33);
  private final List<Modelled> connections = new ArrayList<>();

  @Test
  @DisplayName("X-34: whatever comes, is taken and is dropped in between, all is read as it came")
  void isAQueueOfCopies() {
    for (int i = 0; i < CONNECTIONS; i++) {
      connections.add(new Modelled());
    }
    for (int i = 0; i < STEPS; i++) {
      Modelled one = connections.get(random.nextInt(CONNECTIONS));
      one.step();
      connections.forEach(Modelled::check);
    }
    connections.forEach(Modelled::end);
    assertEachPageIsOne();
    assertEquals(0, budget.heldBytes());
  }

  @Test
  @DisplayName("Messages hold the budget as pages, and in hand as they are; a refused one nothing")
  void countsWhatItHolds() {
    MemoryBudget tight = MemoryBudget.of(40_000);
    Holding holding = tight.open(() -> {});
    WaitingMessages waiting = new WaitingMessages(pages, holding);
    assertTrue(waiting.add(ByteBuffer.allocate(20_000)));
    assertEquals(5 * MemoryBudget.PAGE_BYTES, holding.bytes());
    assertTrue(waiting.add(ByteBuffer.allocate(100)));
    assertFalse(waiting.add(ByteBuffer.allocate(20_000)));
    assertFalse(waiting.add(ByteBuffer.allocate(20_000)));
    assertEquals(5 * MemoryBudget.PAGE_BYTES + 100, holding.bytes());
    waiting.take();
    waiting.text();
    assertEquals(20_100, holding.bytes());
    waiting.clear();
    assertEquals(20_000, holding.bytes());
    waiting.giveBack();
    assertEquals(0, tight.heldBytes());
  }

  /** One that came back twice would be lent to two connections at a time. */
  private void assertEachPageIsOne() {
    int spares = pages.spares();
    assertTrue(spares > CONNECTIONS, spares + " pages");
    Set<MessagePage> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < spares; i++) {
      seen.add(pages.take(1, true));
      seen.add(pages.take(1, false));
    }
    assertEquals(2 * spares, seen.size());
  }

  private final class Modelled {
    private final Holding holding = budget.open(() -> {});
    private final WaitingMessages waiting = new WaitingMessages(pages, holding);
    private final Deque<byte[]> copies = new ArrayDeque<>();
    private byte[] inHand;
    private int from;

    void step() {
      int choice = random.nextInt(100);
      if (choice < 45) {
        add();
      } else if (choice == 45) {
        waiting.clear();
        copies.clear();
      } else if (inHand != null) {
        waiting.text();
        waiting.giveBack();
        inHand = null;
      } else if (!copies.isEmpty()) {
        take();
      }
    }

    private void add() {
      byte[] message = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
      Arrays.fill(message, (byte) random.nextInt());
      assertTrue(waiting.add(ByteBuffer.wrap(message)));
      copies.add(message);
    }

    private void take() {
      inHand = copies.remove();
      assertEquals(inHand.length, waiting.nextLength());
      from = waiting.take();
    }

    void check() {
      assertEquals(copies.size(), waiting.count());
      assertEquals(copies.stream().mapToLong(copy -> copy.length).sum(), waiting.bytes());
      if (inHand != null) {
        byte[] text = waiting.text();
        assertArrayEquals(inHand, Arrays.copyOfRange(text, from, from + inHand.length));
      }
    }

    void end() {
      while (inHand != null || !copies.isEmpty()) {
        step();
      }
    }
  }
}
