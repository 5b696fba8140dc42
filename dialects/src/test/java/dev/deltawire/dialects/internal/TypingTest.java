package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TypingTest {

  private final VirtualTime time = VirtualTime.create();
  private final List<String> expired = new ArrayList<>();
  private final Typing<String> typing = new Typing<>(time, Duration.ofSeconds(10), expired::add);

  @Test
  @DisplayName("M-36: a start that is not repeated ends once, in time")
  void m36_expires() {
    assertTrue(typing.start("a"));
    time.advance(9_999);
    assertEquals(List.of(), expired);
    assertTrue(typing.isTyping("a"));
    time.advance(1);
    assertEquals(List.of("a"), expired);
    assertFalse(typing.isTyping("a"));
    assertFalse(typing.stop("a"));
    time.advance(60_000);
    assertEquals(List.of("a"), expired);
    assertTrue(typing.start("a"));
  }

  @Test
  @DisplayName("M-36: starting again extends, and is told apart from a first start")
  void m36_extends() {
    assertTrue(typing.start("a"));
    time.advance(6_000);
    assertFalse(typing.start("a"));
    time.advance(9_999);
    assertEquals(List.of(), expired);
    time.advance(1);
    assertEquals(List.of("a"), expired);
    assertEquals(0, time.waiting());
  }

  @Test
  @DisplayName("M-36: however often a start is repeated, it has one timer, and its end is exact")
  void m36_repeating() {
    assertTrue(typing.start("a"));
    for (int i = 0; i < 100; i++) {
      time.advance(700);
      assertFalse(typing.start("a"));
      assertEquals(1, time.waiting());
    }
    time.advance(9_999);
    assertEquals(List.of(), expired);
    time.advance(1);
    assertEquals(List.of("a"), expired);
    assertTrue(typing.start("a"));
    time.advance(700);
    typing.start("a");
    time.advance(9_500); // the timer has been set anew
    assertTrue(typing.stop("a"));
    assertEquals(0, time.waiting());
    assertEquals(List.of("a"), expired);
  }

  @Test
  @DisplayName("M-36: a stop ends it, and leaves no timer behind")
  void m36_stops() {
    typing.start("a");
    assertTrue(typing.stop("a"));
    assertFalse(typing.stop("a"));
    assertEquals(0, time.waiting());
    time.advance(60_000);
    assertEquals(List.of(), expired);
  }

  @Test
  @DisplayName("M-36: who has gone stops everywhere at once")
  void m36_stopsAll() {
    typing.start("me/1");
    typing.start("me/2");
    typing.start("you/1");
    assertEquals(2, typing.stopAll(key -> key.startsWith("me/")).size());
    time.advance(10_000);
    assertEquals(List.of("you/1"), expired);
  }

  @Test
  @DisplayName("under races each start that was new ends exactly once")
  void races() throws Exception {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    Races.Tally starts = new Races.Tally();
    Races.Tally ends = new Races.Tally();
    Typing<Integer> racing =
        new Typing<>(scheduler, Duration.ofNanos(20_000), key -> ends.add(true));
    Races.run(
        3,
        thread -> {
          for (int i = 0; i < 5_000; i++) {
            starts.add(racing.start(i % 2));
            if (i % 3 == 0) {
              ends.add(racing.stop((i + 1) % 2));
            }
          }
        });
    scheduler.shutdown(); // what was scheduled still runs
    assertTrue(scheduler.awaitTermination(10, TimeUnit.SECONDS));
    assertEquals(starts.count(), ends.count());
  }
}
