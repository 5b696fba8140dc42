package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnQueuesTest {

  private final TurnQueues<String, Integer> queues = new TurnQueues<>(2);

  @Test
  @DisplayName("H-32: one runs, the others wait in order, and there is room for so many")
  void h32_oneRuns() {
    assertTrue(queues.reserve("a", "ann"));
    assertTrue(queues.add("a", 1));
    assertTrue(queues.reserve("a", "ann"));
    assertFalse(queues.add("a", 2));
    assertTrue(queues.reserve("a", "ann"));
    assertFalse(queues.reserve("a", "ann"), "one runs, one waits, one has a place");
    assertFalse(queues.add("a", 3));
    assertEquals(Optional.of(2), queues.next("a"));
    assertEquals(Optional.of(3), queues.next("a"));
    assertEquals(Optional.empty(), queues.next("a"));
  }

  @Test
  @DisplayName("H-32: a place that was reserved in vain is free again; conversations are apart")
  void h32_release() {
    for (int i = 0; i < 3; i++) {
      assertTrue(queues.reserve("a", "ann"));
    }
    assertTrue(queues.reserve("b", "ann"));
    queues.release("a");
    assertTrue(queues.reserve("a", "ann"));
  }

  @Test
  @DisplayName("H-32: conversations with turns are bounded, and of each owner to a quarter")
  void h32_conversationsAreBounded() {
    TurnQueues<String, Integer> few = new TurnQueues<>(2, 8);
    for (String owner : List.of("ann", "bob", "cyd", "dan")) {
      assertTrue(few.reserve(owner + 1, owner));
      assertTrue(few.reserve(owner + 2, owner));
      assertFalse(few.reserve(owner + 3, owner), "the others have their part");
      assertTrue(few.reserve(owner + 2, owner), "what has turns goes on");
    }
    assertFalse(few.reserve("eve1", "eve"), "all are taken");
    few.release("ann1");
    assertTrue(few.reserve("eve1", "eve"));
    assertFalse(few.reserve("ann1", "ann"));
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
            racing.reserve("a", "ann");
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
