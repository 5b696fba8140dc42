package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class LongTextsTest {

  private static final long SHORT = 65_536;
  private static final long LONG = SHORT + 1;

  private final List<String> done = new ArrayList<>();
  private final TestNode node = new TestNode();
  private final LongTexts texts = new LongTexts(node);

  @Test
  void twoLongTextsAreWorkedOnAtATimeInOrderAndShortOnesWaitForNobody() {
    for (String text : List.of("a", "b", "c", "d")) {
      texts.execute(LONG, () -> done.add(text));
    }
    assertEquals(2, node.time.waiting());
    texts.execute(SHORT, () -> done.add("short"));
    assertEquals(3, node.time.waiting());

    node.time.runDue();
    assertEquals(List.of("a", "c", "d", "b", "short"), done); // the first thread goes on
  }

  @Test
  void whatWaitsIsDoneThoughTheExecutorTakesNothingMore() {
    for (String text : List.of("a", "b", "c", "d")) {
      texts.execute(LONG, () -> done.add(text));
    }
    node.refusing = true;

    node.time.runDue();
    assertEquals(List.of("a", "c", "d", "b"), done);
  }

  @Test
  void workThatFailsIsReportedAndWhatWaitsIsDoneThoughTheExecutorTakesNothingMore() {
    texts.execute(LONG, LongTextsTest::fail);
    texts.execute(LONG, LongTextsTest::fail);
    texts.execute(LONG, () -> done.add("next"));
    node.refusing = true;

    node.time.runDue();
    assertEquals(List.of("next"), done);
    assertEquals(2, node.errors.size());
    assertTwoAtATime();
  }

  @Test
  void whatIsRefusedTakesNoPlaceAndIsNotDone() {
    node.refusing = true;
    for (int i = 0; i < 3; i++) {
      assertThrows(
          RejectedExecutionException.class, () -> texts.execute(LONG, () -> done.add("refused")));
    }
    assertTwoAtATime();
    assertEquals(List.of("c", "c", "c"), done);
  }

  private void assertTwoAtATime() {
    node.refusing = false;
    for (int i = 0; i < 3; i++) {
      texts.execute(LONG, () -> done.add("c"));
    }
    assertEquals(2, node.time.waiting());
    node.time.runDue();
  }

  private static void fail() {
    throw new OutOfMemoryError("a test's");
  }
}
