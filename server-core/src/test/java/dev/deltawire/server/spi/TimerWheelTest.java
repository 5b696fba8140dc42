package dev.deltawire.server.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

  private static final long TICK = TimerWheel.TICK_NANOS;

  private final List<Throwable> errors = new ArrayList<>();
  private long now = -TimeUnit.DAYS.toNanos(3);
  private final TimerWheel wheel = new TimerWheel(now);

  private final class Recorded extends LoopTimer {
    private long firedAt = Long.MIN_VALUE;
    private int fired;
    private Runnable then = () -> {};

    @Override
    protected void expired() {
      firedAt = now;
      fired++;
      then.run();
    }
  }

  @RepeatedTest(5)
  @DisplayName("Against a sorted map: each timer fires once, never early, at most a tick late")
  void firesInItsTick() {
    Random random = new Random(now);
    TreeMap<Long, List<Recorded>> oracle = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      Recorded timer = new Recorded();
      long deadline = now + random.nextLong(TimeUnit.SECONDS.toNanos(30));
      wheel.schedule(timer, deadline);
      if (random.nextInt(4) == 0) {
        wheel.cancel(timer);
        assertFalse(timer.isScheduled());
      } else {
        oracle.computeIfAbsent(deadline, key -> new ArrayList<>()).add(timer);
      }
    }
    long end = now + TimeUnit.SECONDS.toNanos(31);
    while (now < end) {
      now += random.nextLong(3 * TICK);
      wheel.advance(now, (where, error) -> errors.add(error));
    }
    oracle.forEach((deadline, timers) -> timers.forEach(timer -> check(timer, deadline)));
    assertEquals(Long.MAX_VALUE, wheel.nanosUntilNext(now));
  }

  private void check(Recorded timer, long deadline) {
    assertEquals(1, timer.fired);
    assertTrue(timer.firedAt >= deadline, "early by " + (deadline - timer.firedAt));
    assertTrue(timer.firedAt <= deadline + 4 * TICK, "late by " + (timer.firedAt - deadline));
  }

  @Test
  @DisplayName("The next deadline is known to the tick, and waiting for it is enough")
  void knowsNextDeadline() {
    Recorded timer = new Recorded();
    wheel.schedule(timer, now + 10 * TICK + 1);
    long wait = wheel.nanosUntilNext(now);
    assertTrue(wait > 10 * TICK && wait <= 11 * TICK, "wait " + wait);
    now += wait;
    wheel.advance(now, (where, error) -> errors.add(error));
    assertEquals(1, timer.fired);
  }

  @Test
  @DisplayName("A jump of the clock fires all that is due, a step back fires nothing")
  void clockJumps() {
    Recorded soon = new Recorded();
    Recorded later = new Recorded();
    wheel.schedule(soon, now + TICK);
    wheel.schedule(later, now + TimeUnit.MINUTES.toNanos(5));
    now += TimeUnit.HOURS.toNanos(1);
    wheel.advance(now, (where, error) -> errors.add(error));
    assertEquals(1, soon.fired);
    assertEquals(1, later.fired);
    Recorded afterwards = new Recorded();
    wheel.schedule(afterwards, now + TICK);
    now -= TimeUnit.MINUTES.toNanos(1);
    wheel.advance(now, (where, error) -> errors.add(error));
    assertEquals(0, afterwards.fired);
  }

  @Test
  @DisplayName("A timer may set itself, set others and clear its neighbours while it fires")
  void reentrant() {
    Recorded neighbour = new Recorded();
    Recorded other = new Recorded();
    Recorded timer = new Recorded();
    timer.then =
        () -> {
          wheel.cancel(neighbour);
          wheel.schedule(other, now);
          if (timer.fired < 3) {
            wheel.schedule(timer, now + TICK);
          }
        };
    wheel.schedule(neighbour, now + TICK);
    wheel.schedule(timer, now + TICK);
    for (int i = 0; i < 10; i++) {
      now += TICK;
      wheel.advance(now, (where, error) -> errors.add(error));
    }
    assertEquals(3, timer.fired);
    assertEquals(0, neighbour.fired);
    assertTrue(other.fired >= 1);
  }

  @Test
  @DisplayName("A timer that throws is reported and harms no other")
  void throwing() {
    Recorded bad = new Recorded();
    bad.then =
        () -> {
          throw new IllegalStateException("bad timer");
        };
    Recorded good = new Recorded();
    wheel.schedule(bad, now + TICK);
    wheel.schedule(good, now + TICK);
    now += 2 * TICK;
    wheel.advance(now, (where, error) -> errors.add(error));
    assertEquals(1, good.fired);
    assertEquals("bad timer", errors.get(0).getMessage());
  }
}
