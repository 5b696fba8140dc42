package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnQueuesTest {

  private final TurnQueues<String, Integer> queues = new TurnQueues<>(2);

  @Test
  @DisplayName("H-32: one runs, the others wait in order, and there is room for so many")
  void h32_oneRuns() {
    assertTrue(queues.reserve("a"));
    assertTrue(queues.add("a", 1));
    assertTrue(queues.reserve("a"));
    assertFalse(queues.add("a", 2));
    assertTrue(queues.reserve("a"));
    assertFalse(queues.reserve("a"), "one runs, one waits, one has a place");
    assertFalse(queues.add("a", 3));
    assertEquals(Optional.of(2), queues.next("a"));
    assertEquals(Optional.of(3), queues.next("a"));
    assertEquals(Optional.empty(), queues.next("a"));
  }

  @Test
  @DisplayName("H-32: a place that was reserved in vain is free again; conversations are apart")
  void h32_release() {
    for (int i = 0; i < 3; i++) {
      assertTrue(queues.reserve("a"));
    }
    assertTrue(queues.reserve("b"));
    queues.release("a");
    assertTrue(queues.reserve("a"));
  }

  @Test
  @DisplayName("H-32: under races never two run, and none is forgotten")
  void h32_races() throws Exception {
    TurnQueues<String, Runnable> racing = new TurnQueues<>(1_000_000);
    AtomicInteger running = new AtomicInteger();
    Races.Tally overlaps = new Races.Tally();
    Races.Tally done = new Races.Tally();
    Runnable turn =
        () -> {
          overlaps.add(running.incrementAndGet() != 1);
          done.add(true);
          running.decrementAndGet();
        };
    Races.run(
        4,
        thread -> {
          for (int i = 0; i < 5_000; i++) {
            racing.reserve("a");
            Optional<Runnable> mine = racing.add("a", turn) ? Optional.of(turn) : Optional.empty();
            while (mine.isPresent()) {
              mine.get().run();
              mine = racing.next("a");
            }
          }
        });
    assertEquals(0, overlaps.count());
    assertEquals(20_000, done.count());
  }
}
