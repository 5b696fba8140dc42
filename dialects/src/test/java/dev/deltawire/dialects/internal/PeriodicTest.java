package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PeriodicTest {

  private final TestNode node = new TestNode();
  private final List<String> done = new ArrayList<>();

  @Test
  void workIsDoneWhenItsTimeComesUntilItIsStopped() {
    Periodic periodic = start(Duration.ZERO, () -> done.add("x"));
    node.time.advance(500);
    assertEquals(List.of("x"), done);
    node.time.advance(500);
    assertEquals(List.of("x", "x"), done);

    periodic.stop();
    node.time.advance(5_000);
    assertEquals(List.of("x", "x"), done);
    assertEquals(0, node.time.waiting());
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // virtual time keeps it
  void workThatWaitsForItsThreadIsNotDoneAfterTheEnd() {
    Periodic periodic = start(Duration.ofSeconds(1), () -> done.add("late"));
    node.time.schedule(periodic::stop, 1, TimeUnit.SECONDS); // its turn comes first
    node.time.advance(2_000);
    assertEquals(List.of(), done);
  }

  @Test
  void x43_aFailureIsReportedAndTheWorkDoneAgain() {
    failsTwice(
        () -> {
          throw new IllegalStateException("a defect");
        });
  }

  @Test
  void x43_anErrorIsReportedAndTheWorkDoneAgain() {
    failsTwice(
        () -> {
          throw new OutOfMemoryError("a test's");
        });
  }

  private void failsTwice(Runnable trouble) {
    start(
        Duration.ofSeconds(1),
        () -> {
          done.add("tried");
          trouble.run();
        });
    node.time.advance(2_000);
    assertEquals(List.of("tried", "tried"), done);
    assertEquals(2, node.errors.size());
  }

  @Test
  void workForWhichThereIsNoThreadIsDoneWhenItsTimeComesAgain() {
    start(Duration.ofSeconds(1), () -> done.add("x"));
    node.refusing = true;
    node.time.advance(1_000);
    assertEquals(List.of(), done);

    node.refusing = false;
    node.time.advance(1_000);
    assertEquals(List.of("x"), done);
  }

  private Periodic start(Duration delay, Periodic.Work work) {
    return Periodic.start(node, "test", delay, Duration.ofSeconds(1), work);
  }
}
