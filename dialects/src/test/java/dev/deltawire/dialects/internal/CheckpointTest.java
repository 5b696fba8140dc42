package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.TextStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  private final TestNode node = new TestNode();
  private final TextStream<String> stream = node.streams.open("s", StreamOptions.STANDARD);
  private final List<String> stored = new ArrayList<>();

  @Test
  void x61_whatHasComeIsStoredOnceAndNothingWhenNothingHas() {
    Checkpoint checkpoint = start(stored::add);
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
    start(stored::add);
    stream.append("é");
    node.time.advance(500);
    stream.append("b");
    node.time.advance(500);
    assertEquals(List.of("é", "b"), stored);
    assertEquals(List.of(), node.errors);
  }

  @Test
  void x61_aLongTextIsStoredInPieces() {
    String text = "x".repeat(2 * Checkpoint.PIECE_BYTES) + "y";
    start(stored::add);
    stream.append(text);
    node.time.advance(500);
    assertEquals(3, stored.size());
    assertEquals(text, String.join("", stored));
  }

  @Test
  void x59_ofALongTextOnlyItsEndIsLeft() {
    Checkpoint checkpoint = start(stored::add);
    String text = "x".repeat(2 * Checkpoint.PIECE_BYTES) + "y";
    stream.append(text);
    checkpoint.stop();
    checkpoint.settle();
    Optional<String> rest = checkpoint.rest();
    assertEquals(Checkpoint.PIECE_BYTES, stored.get(0).length());
    assertTrue(rest.orElseThrow().length() <= Checkpoint.PIECE_BYTES);
    assertEquals(text, String.join("", stored) + rest.get());
  }

  @Test
  void x59_whatIsShortAndNotStoredIsLeftWhole() {
    Checkpoint checkpoint = start(stored::add);
    stream.append("short");
    checkpoint.stop();
    checkpoint.settle();
    assertEquals(Optional.empty(), checkpoint.rest());
    assertEquals(List.of(), stored);
  }

  @Test
  void x59_whatFollowsIsLeftEvenIfItIsNothing() {
    Checkpoint checkpoint = start(stored::add);
    stream.append("all");
    node.time.advance(500);
    checkpoint.stop();
    checkpoint.settle();
    assertEquals(Optional.of(""), checkpoint.rest());
  }

  @Test
  void x59_afterAFailureAllIsStoredAnewForSomethingMayBeThereTwice() {
    AtomicBoolean failing = new AtomicBoolean();
    Checkpoint checkpoint =
        start(
            more -> {
              stored.add(more);
              if (failing.get()) {
                throw StoreException.noRoom("a test's");
              }
            });
    stream.append("a");
    node.time.advance(500);
    stream.append("b");
    failing.set(true);
    node.time.advance(500);
    failing.set(false);
    node.time.advance(500);
    checkpoint.stop();
    checkpoint.settle();
    assertEquals(List.of("a", "b", "b"), stored);
    assertEquals(Optional.empty(), checkpoint.rest());
  }

  @Test
  void x59_whatFailsAtTheEndLeavesAll() {
    Checkpoint checkpoint =
        start(
            more -> {
              throw StoreException.noRoom("a test's");
            });
    stream.append("x".repeat(Checkpoint.PIECE_BYTES + 1));
    checkpoint.stop();
    checkpoint.settle();
    assertEquals(Optional.empty(), checkpoint.rest());
  }

  private Checkpoint start(Checkpoint.Prefix prefix) {
    return Checkpoint.start(node, new LongTexts(node), "test", stream, prefix);
  }
}
