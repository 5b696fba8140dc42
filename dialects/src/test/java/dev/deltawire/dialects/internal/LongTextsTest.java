package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class LongTextsTest {

  private static final long SHORT = 65_536;
  private static final long LONG = SHORT + 1;

  private final Deque<Runnable> begun = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private boolean refusing;
  private final LongTexts texts = new LongTexts(this::begin);

  @Test
  void twoLongTextsAreWorkedOnAtATimeInOrderAndShortOnesWaitForNobody() {
    for (String text : List.of("a", "b", "c", "d")) {
      texts.execute(LONG, () -> done.add(text));
    }
    assertEquals(2, begun.size());
    texts.execute(SHORT, () -> done.add("short"));
    assertEquals(3, begun.size());

    runAll();
    assertEquals(List.of("a", "c", "d", "b", "short"), done); // the first thread goes on
  }

  @Test
  void whatWaitsIsDoneThoughTheExecutorTakesNothingMore() {
    for (String text : List.of("a", "b", "c", "d")) {
      texts.execute(LONG, () -> done.add(text));
    }
    refusing = true;

    runAll();
    assertEquals(List.of("a", "c", "d", "b"), done);
  }

  @Test
  void workThatFailsGivesItsPlaceBack() {
    texts.execute(LONG, this::failing);
    texts.execute(LONG, this::failing);
    texts.execute(LONG, () -> done.add("next"));
    assertThrows(OutOfMemoryError.class, begun.remove()::run);
    assertThrows(OutOfMemoryError.class, begun.remove()::run);

    runAll();
    assertEquals(List.of("next"), done);
    texts.execute(LONG, () -> done.add("a"));
    texts.execute(LONG, () -> done.add("b"));
    assertEquals(2, begun.size());
  }

  @Test
  void whatIsRefusedIsBegunBeforeTheNext() {
    refusing = true;
    assertThrows(
        RejectedExecutionException.class, () -> texts.execute(LONG, () -> done.add("refused")));
    refusing = false;
    texts.execute(LONG, () -> done.add("next"));

    runAll();
    assertEquals(List.of("refused", "next"), done);
  }

  private void begin(Runnable work) {
    if (refusing) {
      throw new RejectedExecutionException("a test's");
    }
    begun.add(work);
  }

  private void failing() {
    throw new OutOfMemoryError("a test's");
  }

  private void runAll() {
    while (!begun.isEmpty()) {
      begun.remove().run();
    }
  }
}
