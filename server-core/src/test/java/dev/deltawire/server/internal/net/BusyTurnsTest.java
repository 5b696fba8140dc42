package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
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
  void aTurnThatIsRefusedTakesNoPlaceAndIsTheNextOneStill() {
    List<String> ran = new ArrayList<>();
    boolean[] refusing = {false};
    int[] waited = {0};
    BusyTurns refusable =
        new BusyTurns(
            turn -> {
              if (refusing[0]) {
                throw new RejectedExecutionException();
              }
              turn.run();
            },
            1,
            () -> waited[0]++);
    for (String name : List.of("first", "second", "third")) {
      refusable.begin(() -> ran.add(name));
    }
    refusing[0] = true;
    refusable.over();
    assertThrows(RejectedExecutionException.class, () -> refusable.begin(() -> ran.add("new")));
    assertEquals(0, refusable.begun());
    assertEquals(3, waited[0], "whoever lets more of them begin hears of it");

    refusing[0] = false;
    refusable.limit(1);
    refusable.over();
    assertEquals(List.of("first", "second", "third"), ran);
  }

  @Test
  void aTurnForWhichThereIsNoMemoryIsTheNextOneStill() {
    List<String> ran = new ArrayList<>();
    boolean[] scarce = {false};
    BusyTurns hungry =
        new BusyTurns(
            turn -> {
              if (scarce[0]) {
                throw new OutOfMemoryError("no memory");
              }
              turn.run();
            },
            1);
    hungry.begin(() -> ran.add("first"));
    hungry.begin(() -> ran.add("second"));
    scarce[0] = true;
    hungry.over();
    assertEquals(0, hungry.begun());
    scarce[0] = false;
    hungry.limit(1);
    assertEquals(List.of("first", "second"), ran);
  }

  @Test
  void placesThatWereAddedGoWithTheTurnsThatHadThemWhenNoneWaits() {
    turns.limit(6);
    assertEquals(2, turns.limit(), "nobody waits");
    begin(7);
    turns.limit(6);
    turns.over();
    assertEquals(6, turns.limit(), "one waited when the first was over");
    turns.over();
    assertEquals(6, turns.limit(), "five are under way, who may wait for something");
    for (int i = 0; i < 4; i++) {
      turns.over();
    }
    assertEquals(3, turns.limit());
    turns.over();
    begin(4);
    assertEquals(2, turns.begun());
  }

  @Test
  void endsComeFirstButOnlyToEverySecondPlaceThatOthersWant() {
    begin(4);
    for (int i = 5; i < 10; i++) {
      int name = i;
      turns.beginEnd(() -> begun.add(name));
    }
    assertTrue(turns.anyWaits());
    for (int i = 0; i < 7; i++) {
      turns.over();
    }
    assertEquals(List.of(0, 1, 5, 2, 6, 3, 7, 8, 9), begun);
    assertFalse(turns.anyWaits());
  }

  @Test
  void endsThatGoOnComingStarveNobody() {
    begin(5);
    for (int i = 0; i < 6; i++) {
      turns.beginEnd(() -> {});
      turns.over();
    }
    assertEquals(List.of(0, 1, 2, 3, 4), begun);
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
  void whoIsRefusedWhenAllMayBeginIsRunByWhoLetItBegin() {
    AtomicReference<BusyTurns> ending = new AtomicReference<>();
    boolean[] ends = {false};
    ending.set(
        new BusyTurns(
            turn -> {
              if (ends[0]) { // as the server does, between the choice of a turn and its thread
                ending.get().open();
                throw new RejectedExecutionException();
              }
              turn.run();
            },
            1));
    for (int i = 0; i < 3; i++) {
      int name = i;
      ending
          .get()
          .beginEnd(
              () -> {
                begun.add(name);
                if (name > 0) {
                  ending.get().over();
                }
              });
    }
    ends[0] = true;
    ending.get().over();
    assertEquals(List.of(0, 1, 2), begun.stream().sorted().toList());
    assertEquals(0, ending.get().begun());
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
