package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueBoundTest {

  private static final int MAX = 100_000;
  private static final int MAX_QUEUED = 1 << 20;

  private final MemoryBudget budget = MemoryBudget.of(MAX);
  private final Frame frame = Frame.text("x".repeat(MAX / 2));

  private final List<String> heard = new ArrayList<>();

  /** What others do while messages begin to be held. */
  private Runnable meanwhile = () -> {};

  private final QueueBound.Questions questions =
      new QueueBound.Questions() {
        @Override
        public void hold() {
          meanwhile.run();
          heard.add("hold");
        }

        @Override
        public void release() {
          heard.add("release");
        }
      };

  private QueueBound queue() {
    return new QueueBound(MAX_QUEUED, budget.open(() -> {}), questions);
  }

  @Test
  void aFrameThatWaitsForManyCostsItsBytesOnce() {
    QueueBound first = queue();
    QueueBound second = queue();
    assertTrue(first.add(frame));
    assertTrue(second.add(frame));
    assertEquals(frame.size(), budget.heldBytes());
    first.remove(frame);
    assertEquals(frame.size(), budget.heldBytes());
    second.remove(frame);
    assertEquals(0, budget.heldBytes());
  }

  @Test
  void aFrameThatIsRefusedIsStillCountedForAQueueThatCameMeanwhile() {
    QueueBound meanwhile = queue();
    Holding full = budget.open(() -> assertTrue(meanwhile.add(frame)));
    full.takeAnyway(MAX / 2, MAX / 2); // the next bytes tell it, whom nobody knows, to let go
    Holding known = budget.open(() -> {});
    known.known(true);

    assertFalse(new QueueBound(MAX_QUEUED, known, questions).add(frame), "no room");
    assertEquals(MAX / 2 + frame.size(), budget.heldBytes());
    meanwhile.remove(frame);
    assertEquals(MAX / 2, budget.heldBytes());
  }

  @Test
  void questionsWaitFromAPartOfTheBoundOnUntilHalfOfItIsTaken() {
    QueueBound queue = queue();
    Frame small = Frame.text("x".repeat(MAX_QUEUED / 64 / 4));
    for (int i = 0; i < 3; i++) {
      assertTrue(queue.add(small));
    }
    assertEquals(List.of(), heard);
    queue.add(small);
    queue.add(small);
    assertEquals(List.of("hold"), heard);
    for (int i = 0; i < 3; i++) {
      queue.remove(small);
    }
    assertEquals(List.of("hold"), heard);
    queue.remove(small);
    queue.remove(small);
    assertEquals(List.of("hold", "release"), heard);
  }

  @Test
  void whatIsRefusedIsNotCounted() {
    QueueBound queue = queue();
    Frame part = Frame.text("x".repeat(MAX_QUEUED / 64 + 1));
    assertTrue(queue.add(part));
    assertTrue(queue.add(part));
    assertFalse(queue.add(Frame.text("x".repeat(MAX_QUEUED))), "beyond its own bound");
    assertFalse(queue.add(MAX_QUEUED), "the same, lent");
    Holding others = budget.open(() -> {});
    others.takeAnyway(MAX, MAX);
    assertFalse(queue.add(Frame.text("x".repeat(part.size()))), "beyond the server's memory");
    assertFalse(queue.add(part.size()));
    queue.remove(part);
    queue.remove(part);
    assertEquals(List.of("hold", "release"), heard);
  }

  @Test
  void whatIsTakenWhileQuestionsBeginToWaitReleasesThemAfterwards() {
    QueueBound queue = queue();
    Frame large = Frame.text("x".repeat(MAX_QUEUED / 64 + 1));
    queue.add(large);
    meanwhile =
        () -> {
          queue.remove(large);
          queue.remove(large);
        };
    queue.add(large);
    assertEquals(List.of("hold", "release"), heard);
  }
}
