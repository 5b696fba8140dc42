package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** On one thread: while an engine begins a reply, whatever is due runs within its call. */
final class LongHistoriesTest {

  private static final int LONGEST = (int) HistoryBudget.CHARACTERS;

  private final TestNode node = new TestNode();
  private final LongHistories histories = new LongHistories(node, 2 * LongHistories.LONGEST_BYTES);

  private final List<String> log = new ArrayList<>();

  @Test
  void asManyBeginAsThereIsRoomForLongestHistoriesAndTheOthersWaitInOrder() {
    beginAll(LONGEST, "a", "b", "c", "d");
    node.time.runDue();
    assertEquals(List.of("a", "b", "b ends", "c", "c ends", "d", "d ends", "a ends"), log);
  }

  @Test
  void whoseHistoryIsShortMakesRoomBeforeTheEngineHasBegun() {
    beginAll(LONGEST / 2, "a", "b");
    beginAll(LONGEST, "c", "d");
    node.time.runDue();
    assertEquals(List.of("a", "b", "c", "c ends", "d", "d ends", "b ends", "a ends"), log);
  }

  @Test
  void whatWaitsForRoomHasNoThreadAndBeginsThoughTheExecutorTakesNothingMore() {
    beginAll(LONGEST, "a", "b", "c");
    histories.execute(share -> node.refusing = true);
    node.time.runDue();
    assertEquals(List.of("a", "b", "b ends", "c", "c ends", "a ends"), log);
    assertEquals(0, node.time.waiting());
  }

  @Test
  void aReplyThatFailsToBeginIsReportedAndGivesItsRoomBack() {
    for (int i = 0; i < 3; i++) {
      histories.execute(share -> fail());
    }
    beginAll(1, "a");
    node.time.runDue();
    assertEquals(List.of("a", "a ends"), log);
    assertEquals(3, node.errors.size());
  }

  @Test
  void whatNoThreadTakesIsNotBegun() {
    node.refusing = true;
    assertThrows(RejectedExecutionException.class, () -> beginAll(1, "a"));
    node.refusing = false;
    beginAll(1, "b");
    node.time.runDue();
    assertEquals(List.of("b", "b ends"), log);
  }

  private void beginAll(int characters, String... names) {
    Turn said = new Turn(Role.USER, "x".repeat(characters));
    for (String name : names) {
      histories.execute(
          share -> {
            share.of(new Prompt(List.of(said), name));
            log.add(name);
            node.time.runDue();
            log.add(name + " ends");
          });
    }
  }

  private static void fail() {
    throw new OutOfMemoryError("a test's");
  }
}
