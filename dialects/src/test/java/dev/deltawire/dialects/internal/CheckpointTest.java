package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.TextStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  private final TestNode node = new TestNode();
  private final TextStream<String> stream = node.streams.open("s", StreamOptions.STANDARD);
  private final List<String> stored = new ArrayList<>();

  @Test
  void x61_whatHasComeIsStoredOnceAndNothingWhenNothingHas() {
    Periodic checkpoint = Checkpoint.start(node, new LongTexts(node), "test", stream, stored::add);
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
  void x61_whatIsStoredCountsAsItsStreamCountsIt() { // which is in characters here
    Checkpoint.start(node, new LongTexts(node), "test", stream, stored::add);
    stream.append("é");
    node.time.advance(500);
    stream.append("b");
    node.time.advance(500);
    assertEquals(List.of("é", "b"), stored);
    assertEquals(List.of(), node.errors);
  }
}
