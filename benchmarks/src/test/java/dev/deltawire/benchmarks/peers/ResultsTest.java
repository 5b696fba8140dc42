package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final Subject WS = Subject.of("ws");
  private static final Workload LOAD = Workload.PACED_50;

  private final Results results = new Results();

  @Test
  void theMedianLeavesFailuresOut() {
    add(1, 3, 0);
    add(2, 100, 0);
    results.add(Sample.failed(3, WS, LOAD, "gone"));
    add(4, 4, 0);
    assertEquals(OptionalDouble.of(4), results.median(WS, LOAD, "cpu"));
    assertEquals(List.of("gone"), results.failures(WS, LOAD));
    add(5, 1, 0);
    assertEquals(OptionalDouble.of(3.5), results.median(WS, LOAD, "cpu"));
    assertEquals(OptionalDouble.empty(), results.median(WS, Workload.FAN_64, "cpu"));
  }

  @Test
  void halfOfTheRoundsOverloadedIsOverloaded() {
    add(1, 1, 0);
    assertFalse(results.overloaded(WS, LOAD));
    add(2, 1, 1);
    assertTrue(results.overloaded(WS, LOAD));
    add(3, 1, 0);
    assertFalse(results.overloaded(WS, LOAD));
  }

  @Test
  void whoFailedIsStillListed() {
    results.add(Sample.failed(1, WS, LOAD, "gone"));
    assertEquals(List.of(LOAD), results.workloads());
    assertEquals(List.of(WS), results.subjects(LOAD));
  }

  private void add(int round, double cpu, double overloaded) {
    results.add(new Sample(round, WS, LOAD, Map.of("cpu", cpu, "overloaded", overloaded), ""));
  }
}
