package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.internal.Presence.Stay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  private final Presence<String> presence =
      new Presence<>(
          new Presence.Listener<>() {
            @Override
            public void onArrival(String identity) {
              heard.add("+" + identity);
            }

            @Override
            public void onDeparture(String identity) {
              heard.add("-" + identity);
            }
          });

  @Test
  @DisplayName("the first connection comes, the last one goes, those between are not told")
  void firstInLastOut() {
    Stay first = presence.enter("a");
    Stay second = presence.enter("a");
    presence.enter("b");
    assertEquals(List.of("+a", "+b"), heard);
    assertEquals(2, presence.connections("a"));
    first.end();
    first.end();
    assertEquals(List.of("+a", "+b"), heard);
    second.end();
    assertEquals(List.of("+a", "+b", "-a"), heard);
    assertEquals(0, presence.connections("a"));
    presence.enter("a");
    assertEquals(List.of("+a", "+b", "-a", "+a"), heard);
  }

  @Test
  @DisplayName("a coming that could not be told has not happened")
  void failedArrival() {
    AtomicInteger failures = new AtomicInteger(1);
    Presence<String> failing =
        new Presence<>(
            new Presence.Listener<>() {
              @Override
              public void onArrival(String identity) {
                if (failures.getAndDecrement() > 0) {
                  throw new IllegalStateException("store");
                }
              }

              @Override
              public void onDeparture(String identity) {
                throw new IllegalStateException("gone");
              }
            });
    assertThrows(IllegalStateException.class, () -> failing.enter("a"));
    assertEquals(0, failing.connections("a"));
    Stay stay = failing.enter("a");
    assertEquals(1, failing.connections("a"));
    assertThrows(IllegalStateException.class, stay::end);
    assertEquals(0, failing.connections("a"));
    failing.enter("a");
    assertEquals(1, failing.connections("a"));
  }

  @Test
  @DisplayName("under races the calls of an identity alternate, do not overlap, and end balanced")
  void races() throws Exception {
    Map<Integer, AtomicInteger> here = new ConcurrentHashMap<>();
    Map<Integer, AtomicInteger> inside = new ConcurrentHashMap<>();
    Races.Tally wrong = new Races.Tally();
    Races.Tally arrivals = new Races.Tally();
    Presence<Integer> racing =
        new Presence<>(
            new Presence.Listener<>() {
              @Override
              public void onArrival(Integer identity) {
                arrivals.add(true);
                tell(identity, 1);
              }

              @Override
              public void onDeparture(Integer identity) {
                tell(identity, -1);
              }

              private void tell(Integer identity, int change) {
                AtomicInteger guard = inside.computeIfAbsent(identity, k -> new AtomicInteger());
                wrong.add(guard.incrementAndGet() != 1);
                int now =
                    here.computeIfAbsent(identity, k -> new AtomicInteger()).addAndGet(change);
                wrong.add(now != (change > 0 ? 1 : 0));
                Thread.onSpinWait();
                guard.decrementAndGet();
              }
            });
    Races.run(
        4,
        thread -> {
          Random random = new Random(thread);
          for (int i = 0; i < 5_000; i++) {
            Stay stay = racing.enter(random.nextInt(3));
            wrong.add(racing.connections(3) != 0);
            stay.end();
          }
        });
    assertEquals(0, wrong.count());
    for (int identity = 0; identity < 3; identity++) {
      assertEquals(0, here.get(identity).get());
      assertEquals(0, racing.connections(identity));
    }
    assertEquals(true, arrivals.count() > 3);
  }
}
