package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private static final int[] LENGTHS = {0, 1, 30, 250, 507, 508, 509, 2000, 4091, 4092, 4093, 9000};

  private static final int CONNECTIONS = 4;
  private static final int STEPS = 40_000;

  private final MessagePages pages = new MessagePages();
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
    private final WaitingMessages waiting = new WaitingMessages(pages);
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
        waiting.giveBack();
        inHand = null;
      } else if (!copies.isEmpty()) {
        take();
      }
    }

    private void add() {
      byte[] message = new byte[LENGTHS[random.nextInt(LENGTHS.length)]];
      Arrays.fill(message, (byte) random.nextInt());
      waiting.add(ByteBuffer.wrap(message));
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
