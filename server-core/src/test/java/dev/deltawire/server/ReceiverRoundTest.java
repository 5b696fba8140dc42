package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ReceiverRoundTest {

  private final ReceiverRound<String> round = new ReceiverRound<>();
  private final List<StreamReceiver<String>> all = new ArrayList<>();

  @Test
  @DisplayName("A round that begins anew goes on where it is, once around")
  void goesAround() {
    for (int i = 0; i < 4; i++) {
      add();
    }
    round.begin();
    assertEquals(all.get(3), round.next());
    assertEquals(all.get(2), round.next());
    round.begin();
    for (int i : new int[] {1, 0, 3, 2}) {
      assertEquals(all.get(i), round.next());
    }
    assertNull(round.next());
  }

  @RepeatedTest(20)
  @DisplayName("Everybody who stays is reached after the last beginning, whoever comes and goes")
  void reachesEverybody(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int game = 0; game < 200; game++) {
      play(random);
    }
  }

  private void play(Random random) {
    while (all.size() < 12) {
      add();
    }
    Set<StreamReceiver<String>> due = new HashSet<>(all);
    round.begin();
    int steps = 0;
    StreamReceiver<String> receiver = round.next();
    while (receiver != null) {
      due.remove(receiver);
      switch (random.nextInt(12)) {
        case 0, 1 -> remove(receiver);
        case 2 -> remove(all.get(random.nextInt(all.size())));
        case 3 -> add();
        case 4 -> {
          due.addAll(steps < 40 ? all : List.of());
          round.begin();
        }
        default -> {}
      }
      steps++;
      assertTrue(steps < 400, "no end");
      receiver = round.next();
    }
    due.retainAll(all);
    assertEquals(Set.of(), due);
  }

  private void add() {
    StreamReceiver<String> receiver = new StreamReceiver<>(null, null, null, null, null, null);
    receiver.joined(null, round.size());
    round.add(receiver);
    all.add(receiver);
  }

  private void remove(StreamReceiver<String> receiver) {
    round.remove(receiver);
    all.remove(receiver);
  }
}
