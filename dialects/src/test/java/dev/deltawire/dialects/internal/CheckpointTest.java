package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.TextStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

  /** The first piece would end within a pair of surrogates. */
  private static final String LONG =
      "x".repeat(Checkpoint.PIECE_BYTES - 1) + "😀" + "y".repeat(Checkpoint.PIECE_BYTES);

  private final TestNode node = new TestNode();
  private final TextStream<String> stream = node.streams.open("s", StreamOptions.STANDARD);
  private final List<String> stored = new ArrayList<>();

  @Test
  void x61_whatHasComeIsStoredOnceAndNothingWhenNothingHas() {
    Checkpoint checkpoint = start(this::append);
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
    start(this::append);
    stream.append("é");
    node.time.advance(500);
    stream.append("b");
    node.time.advance(500);
    assertEquals(List.of("é", "b"), stored);
    assertEquals(List.of(), node.errors);
  }

  @Test
  void x61_aLongTextIsStoredInPiecesOfWholeCodePoints() {
    start(this::append);
    stream.append(LONG);
    node.time.advance(500);
    assertEquals(3, stored.size());
    assertEquals(Checkpoint.PIECE_BYTES - 1, stored.get(0).length(), "the pair is not cut");
    assertEquals(LONG, String.join("", stored));
  }

  @Test
  void x59_aLongTextOfWhichNothingIsStoredIsLeftInPieces() {
    Checkpoint checkpoint = start(this::append);
    stream.append(LONG);
    checkpoint.stop();
    List<String> rest = rest(checkpoint);
    assertEquals(3, rest.size());
    assertEquals(LONG, String.join("", rest));
    assertEquals(List.of(), stored);
  }

  @Test
  void x59_whatIsShortAndNotStoredIsLeftWhole() {
    Checkpoint checkpoint = start(this::append);
    stream.append("short");
    checkpoint.stop();
    assertEquals(Optional.empty(), checkpoint.rest());
    assertEquals(List.of(), stored);
  }

  @Test
  void x59_whatFollowsIsLeftEvenIfItIsNothing() {
    Checkpoint checkpoint = start(this::append);
    stream.append("all");
    node.time.advance(500);
    checkpoint.stop();
    assertEquals(List.of(), rest(checkpoint));
  }

  @Test
  void whatIsNotRetainedIsToldByWhoeverReadsItAndNotLookedForWithoutEnd() {
    TextStream<String> brief = node.streams.open("t", StreamOptions.STANDARD);
    brief.append("x");
    assertEquals(5, TextPieces.end(brief, 5, 9, 4));
  }

  @Test
  void x59_afterAFailureAllIsStoredAnewForSomethingMayBeThereTwice() {
    AtomicBoolean failing = new AtomicBoolean();
    Checkpoint checkpoint =
        start(
            more -> {
              append(more);
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
    assertEquals(List.of("a", "b", "b"), stored);
    assertEquals(Optional.empty(), checkpoint.rest());
  }

  private void append(Iterable<String> more) {
    more.forEach(stored::add);
  }

  private static List<String> rest(Checkpoint checkpoint) {
    List<String> rest = new ArrayList<>();
    checkpoint.rest().orElseThrow().forEach(rest::add);
    return rest;
  }

  private Checkpoint start(Checkpoint.Prefix prefix) {
    return Checkpoint.start(node, new LongTexts(node), "test", stream, prefix);
  }
}
