package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyTurnsTest {

  private final List<Integer> begun = new ArrayList<>();
  private final BusyTurns turns = new BusyTurns(Runnable::run, 2);

  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      int name = i;
      turns.begin(() -> begun.add(name));
    }
  }

  @Test
  void soManyBeginAtATimeAndTheOthersInOrder() {
    begin(4);
    assertEquals(List.of(0, 1), begun);
    turns.over();
    assertEquals(List.of(0, 1, 2), begun);
    turns.over();
    assertEquals(List.of(0, 1, 2, 3), begun);
  }

  @Test
  void endsComeFirst() {
    begin(4);
    turns.beginEnd(() -> begun.add(8));
    turns.beginEnd(() -> begun.add(9));
    assertTrue(turns.anyWaits());
    for (int i = 0; i < 4; i++) {
      turns.over();
    }
    assertEquals(List.of(0, 1, 8, 9, 2, 3), begun);
    assertFalse(turns.anyWaits());
  }

  @Test
  void placesComeBack() {
    begin(2);
    turns.over();
    turns.over();
    begin(3);
    assertEquals(List.of(0, 1, 0, 1), begun);
  }

  @Test
  void allBeginWhenNothingIsOverAnyMore() {
    begin(4);
    turns.open();
    turns.limit(1); // too late
    begin(3);
    assertEquals(List.of(0, 1, 2, 3, 0, 1, 2), begun);
  }

  @Test
  void theLimitMayChange() {
    begin(5);
    turns.limit(3);
    assertEquals(List.of(0, 1, 2), begun);
    turns.limit(1);
    turns.over();
    turns.over();
    assertEquals(List.of(0, 1, 2), begun);
    turns.over();
    assertEquals(List.of(0, 1, 2, 3), begun);
  }
}
