package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.TextStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  private final TestNode node = new TestNode();
  private final TextStream<String> stream = node.streams.open("s", StreamOptions.STANDARD);
  private final List<String> stored = new ArrayList<>();

  @Test
  void x61_whatHasComeIsStoredOnceAndNothingWhenNothingHas() {
    Checkpoint checkpoint = Checkpoint.start(node, "test", stream, stored::add);
    stream.append("a");
    node.time.advance(2_000);
    stream.append("b");
    node.time.advance(2_000);
    assertEquals(List.of("a", "b"), stored);

    checkpoint.stop();
    stream.append("c");
    node.time.advance(2_000);
    assertEquals(List.of("a", "b"), stored);
    assertEquals(0, node.time.waiting());
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // virtual time keeps it
  void aStepThatWaitsForItsThreadIsNotTakenAfterTheEnd() {
    Checkpoint checkpoint = Checkpoint.start(node, "test", () -> stored.add("late"));
    node.time.schedule(checkpoint::stop, 500, TimeUnit.MILLISECONDS); // its turn comes first
    node.time.advance(1_000);
    assertEquals(List.of(), stored);
  }

  @Test
  void x43_aFailureIsReportedAndTheNextStepTaken() {
    Checkpoint.start(
        node,
        "test",
        () -> {
          stored.add("tried");
          throw new IllegalStateException("a defect");
        });
    node.time.advance(1_000);
    assertEquals(List.of("tried", "tried"), stored);
    assertEquals(2, node.errors.size());
  }
}
