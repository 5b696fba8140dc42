package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MembersTest {

  private final List<Throwable> errors = new ArrayList<>();
  private final Members<String> members = new Members<>((where, error) -> errors.add(error));
  private final List<Integer> heard = new ArrayList<>();

  @Test
  @DisplayName("whoever comes and goes, exactly those who are in hear, in their order")
  void model() {
    SplittableRandom random = new SplittableRandom(7);
    Map<Integer, Members.Member<String>> in = new LinkedHashMap<>();
    List<Members.Member<String>> left = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(9) < 5 && in.size() < 12) {
        int number = i;
        in.put(number, members.add(event -> heard.add(number)));
      } else if (!in.isEmpty()) {
        int gone = List.copyOf(in.keySet()).get(random.nextInt(in.size()));
        left.add(in.remove(gone));
        members.remove(left.get(left.size() - 1));
        members.remove(left.get(random.nextInt(left.size())));
      }
      heard.clear();
      assertEquals(in.size(), members.tell("x"));
      assertEquals(List.copyOf(in.keySet()), heard);
      assertEquals(in.isEmpty(), members.isEmpty());
    }
  }

  @Test
  @DisplayName("who leaves while all are told keeps the event from nobody else")
  void leavingMeanwhile() {
    List<Members.Member<String>> in = new ArrayList<>();
    in.add(members.add(event -> heard.add(0)));
    in.add(
        members.add(
            event -> {
              members.remove(in.get(1));
              members.remove(in.get(2));
              members.remove(in.get(0));
              return heard.add(1);
            }));
    in.add(members.add(event -> heard.add(2)));
    in.add(members.add(event -> heard.add(3)));
    assertEquals(3, members.tell("x"));
    assertEquals(List.of(0, 1, 3), heard);
    assertEquals(1, members.tell("y"));
  }

  @Test
  @DisplayName("who throws keeps the event from nobody else (X-43)")
  void x43_aDefectOfOneIsNoOthers() {
    Error defect = new AssertionError("a defect");
    members.add(event -> heard.add(0));
    members.add(
        event -> {
          throw defect;
        });
    members.add(event -> heard.add(2));
    assertEquals(2, members.tell("x"));
    assertEquals(List.of(0, 2), heard);
    assertEquals(List.of(defect), errors);
  }
}
