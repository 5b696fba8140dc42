package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.internal.WindowRate.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RatesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();
  private final SlidingRate<String> sliding = new SlidingRate<>(3, MINUTE, clock);
  private final WindowRate<String> window = new WindowRate<>(5, Duration.ofSeconds(1), clock);
  private final Cooldown<String> cooldown = new Cooldown<>(Duration.ofSeconds(5), clock);

  @Test
  @DisplayName("A-53: so many in a sliding window; the next one when the oldest leaves it")
  void a53_slides() {
    assertEquals(Optional.empty(), sliding.take("a"));
    clock.move(20_000);
    assertEquals(Optional.empty(), sliding.take("a"));
    assertEquals(Optional.empty(), sliding.take("a"));
    assertEquals(Optional.of(Duration.ofSeconds(40)), sliding.take("a"));
    assertEquals(Optional.empty(), sliding.take("another"));
    clock.move(39_999);
    assertEquals(Optional.of(Duration.ofMillis(1)), sliding.take("a"));
    clock.move(1);
    assertEquals(Optional.empty(), sliding.take("a"));
    assertEquals(Optional.of(Duration.ofSeconds(20)), sliding.take("a"));
  }

  @Test
  @DisplayName("A-53: like an oracle that keeps every time, over random events")
  void a53_agreesWithAnOracle() {
    Random random = new Random(53);
    SlidingRate<String> rate = new SlidingRate<>(7, Duration.ofSeconds(10), clock);
    Deque<Long> taken = new ArrayDeque<>();
    for (int i = 0; i < 20_000; i++) {
      clock.move(random.nextInt(3_000));
      long now = clock.millis();
      while (!taken.isEmpty() && now - taken.peek() >= 10_000) {
        taken.remove();
      }
      Optional<Duration> wait =
          taken.size() < 7
              ? Optional.empty()
              : Optional.of(Duration.ofMillis(taken.element() + 10_000 - now));
      assertEquals(wait, rate.take("a"));
      if (wait.isEmpty()) {
        taken.add(now);
      }
    }
  }

  @Test
  @DisplayName("A-53: a clock that jumps back makes nobody wait longer than a window")
  void a53_clockJumps() {
    for (int i = 0; i < 3; i++) {
      sliding.take("a");
    }
    clock.move(-3_600_000);
    assertEquals(Optional.of(MINUTE), sliding.take("a"));
    clock.move(60_000);
    assertEquals(Optional.empty(), sliding.take("a"));
    clock.move(3_600_000);
    assertEquals(Optional.empty(), sliding.take("a"));
  }

  @Test
  @DisplayName("M-48: a window begins with the first event after the last one has ended")
  void m48_windowBeginsWithAnEvent() {
    clock.move(700);
    for (int i = 4; i >= 0; i--) {
      Outcome outcome = window.take("a");
      assertTrue(outcome.taken());
      assertEquals(i, outcome.remaining());
    }
    clock.move(400);
    Outcome refused = window.take("a");
    assertFalse(refused.taken());
    assertEquals(Duration.ofMillis(600), refused.retryAfter());
    assertEquals(clock.instant().plusMillis(600), refused.resetAt());
    assertTrue(window.take("another").taken());
    clock.move(600);
    assertTrue(window.take("a").taken());
    assertEquals(clock.instant().plusMillis(1_000), window.take("a").resetAt());
  }

  @Test
  @DisplayName("M-38: the event that brings a window to 80 % says so, once a window")
  void m38_warnsOnceAWindow() {
    for (int round = 0; round < 3; round++) {
      List<Boolean> warnings = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        warnings.add(window.take("a").warning());
      }
      assertEquals(List.of(false, false, false, true, false, false, false), warnings);
      clock.move(1_000);
    }
  }

  @Test
  @DisplayName("M-38: 80 % of a limit that five does not divide is rounded up")
  void m38_roundsUp() {
    assertEquals(1, warningOf(1));
    assertEquals(2, warningOf(2));
    assertEquals(3, warningOf(3));
    assertEquals(6, warningOf(7));
    assertEquals(48, warningOf(60));
  }

  private int warningOf(int limit) {
    WindowRate<String> rate = new WindowRate<>(limit, MINUTE, clock);
    int at = 1;
    while (!rate.take("a").warning()) {
      at++;
    }
    return at;
  }

  @Test
  @DisplayName("M-48: a clock that jumps back opens no second window and prolongs none beyond one")
  void m48_clockJumps() {
    for (int i = 0; i < 5; i++) {
      window.take("a");
    }
    clock.move(-3_600_000);
    Outcome refused = window.take("a");
    assertFalse(refused.taken());
    assertEquals(Duration.ofSeconds(1), refused.retryAfter());
    clock.move(1_000);
    assertTrue(window.take("a").taken());
  }

  @Test
  @DisplayName("I-21: a cooldown begins with the end of the last one, and each end begins it anew")
  void i21_coolsDown() {
    assertEquals(Duration.ZERO, cooldown.remaining("a"));
    cooldown.begin("a");
    assertEquals(Duration.ofSeconds(5), cooldown.remaining("a"));
    clock.move(4_000);
    assertEquals(Duration.ofSeconds(1), cooldown.remaining("a"));
    cooldown.begin("a");
    clock.move(4_999);
    assertEquals(Duration.ofMillis(1), cooldown.remaining("a"));
    assertEquals(Duration.ZERO, cooldown.remaining("another"));
    clock.move(1);
    assertEquals(Duration.ZERO, cooldown.remaining("a"));
  }

  @Test
  @DisplayName("I-21: a clock that jumps back makes nobody wait longer than the cooldown")
  void i21_clockJumps() {
    cooldown.begin("a");
    clock.move(-3_600_000);
    assertEquals(Duration.ofSeconds(5), cooldown.remaining("a"));
    clock.move(5_000);
    assertEquals(Duration.ZERO, cooldown.remaining("a"));
  }

  @Test
  @DisplayName("I-21: a cooldown of zero is none")
  void i21_zero() {
    Cooldown<String> none = new Cooldown<>(Duration.ZERO, clock);
    none.begin("a");
    assertEquals(Duration.ZERO, none.remaining("a"));
    assertEquals(0, none.size());
  }

  @Test
  @DisplayName("keys that are idle are forgotten, whatever the clock does")
  void memoryIsBounded() {
    for (int i = 0; i < 1_000; i++) {
      sliding.take("s" + i);
      window.take("w" + i);
      cooldown.begin("c" + i);
    }
    cooldown.remaining("never began");
    assertEquals(1_000, cooldown.size());
    clock.move(-7_200_000);
    touchAll();
    clock.move(120_000);
    touchAll();
    assertEquals(1, sliding.size());
    assertEquals(1, window.size());
    assertEquals(1, cooldown.size());
  }

  private void touchAll() {
    sliding.take("last");
    window.take("last");
    cooldown.begin("last");
  }

  @Test
  @DisplayName("threads together take no more than the limit")
  void racesTakeNoMoreThanTheLimit() throws Exception {
    SlidingRate<String> slides = new SlidingRate<>(500, MINUTE, clock);
    WindowRate<String> windows = new WindowRate<>(500, MINUTE, clock);
    Races.Tally taken = new Races.Tally();
    Races.Tally warned = new Races.Tally();
    Races.run(
        4,
        thread -> {
          for (int i = 0; i < 400; i++) {
            taken.add(slides.take("a").isEmpty());
            Outcome outcome = windows.take("a");
            taken.add(outcome.taken());
            warned.add(outcome.warning());
          }
        });
    assertEquals(1_000, taken.count());
    assertEquals(1, warned.count());
  }

  @Test
  @DisplayName("a rate of nothing is refused")
  void refusesNonsense() {
    assertThrows(IllegalArgumentException.class, () -> new SlidingRate<>(0, MINUTE, clock));
    assertThrows(IllegalArgumentException.class, () -> new WindowRate<>(1, Duration.ZERO, clock));
  }
}
