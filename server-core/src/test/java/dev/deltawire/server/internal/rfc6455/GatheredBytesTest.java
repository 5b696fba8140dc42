package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatheredBytesTest {

  private static final int PAGE = MemoryBudget.PAGE_BYTES;

  private final MemoryBudget budget = MemoryBudget.of(1 << 20);
  private final Holding holding = budget.open(() -> {});
  private final GatheredBytes gathered = new GatheredBytes(holding);
  private final Random random = new Random(7);

  private boolean append(int count) {
    return gathered.append(ByteBuffer.allocate(count), 0, count);
  }

  private byte[] appendPieces(int longest) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      byte[] piece = new byte[random.nextInt(longest) + 2];
      random.nextBytes(piece);
      assertTrue(gathered.append(ByteBuffer.wrap(piece), 1, piece.length - 1));
      all.write(piece, 1, piece.length - 1);
      assertEquals(all.size(), gathered.length());
    }
    return all.toByteArray();
  }

  @Test
  void piecesComeTogetherInOrder() {
    for (int longest : new int[] {1, 40, 700, PAGE, 3 * PAGE}) {
      for (int round = 0; round < 20; round++) {
        byte[] all = appendPieces(longest);
        byte[] taken = gathered.take();
        assertEquals(ByteBuffer.wrap(all), ByteBuffer.wrap(taken, 0, all.length));
        assertEquals(0, gathered.length());
        assertEquals(0, budget.heldBytes());
        gathered.giveBack(taken);
      }
    }
  }

  @Test
  void whatIsReleasedIsCountedAsItIs() {
    for (int longest : new int[] {40, PAGE}) {
      byte[] all = appendPieces(longest);
      assertArrayEquals(all, gathered.release());
      assertEquals(all.length, holding.bytes());
      assertEquals(0, gathered.length());
      holding.give(all.length);
    }
  }

  @Test
  void noMoreIsHeldThanAPageBeyondWhatCame() {
    for (int i = 0; i < 100; i++) {
      append(1000);
      assertTrue(holding.bytes() - gathered.length() < PAGE, "at " + gathered.length());
    }
    assertEquals(holding.bytes(), budget.heldBytes());
  }

  @Test
  void whatIsTakenIsLentToNobodyElseUntilItComesBack() {
    append(3 * PAGE);
    byte[] taken = gathered.take();
    append(3 * PAGE);
    gathered.clear();
    append(3 * PAGE);
    assertNotSame(taken, gathered.take());
    gathered.giveBack(taken);
    append(3 * PAGE);
    assertSame(taken, gathered.take());
  }

  @Test
  void fewBytesHoldLittle() {
    append(1);
    assertEquals(512, holding.bytes());
  }

  @Test
  void whatFindsNoMemoryIsRefused() {
    budget.open(() -> {}).takeAnyway(1 << 20, 1 << 20);
    assertTrue(append(PAGE), "a little is always there");
    assertFalse(append(1));
    gathered.clear();
    assertEquals(0, holding.bytes());
  }
}
