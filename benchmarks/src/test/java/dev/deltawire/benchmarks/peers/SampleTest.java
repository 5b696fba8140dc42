package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static final Subject SUBJECT = Subject.of("netty-epoll");

  @Test
  void aLineOfFigures() {
    Sample sample = Sample.parse(2, SUBJECT, "paced-200 seconds=3 p99_ms=1.25e-1");
    assertEquals(Workload.PACED_200, sample.workload());
    assertEquals(Map.of("seconds", 3.0, "p99_ms", 0.125), sample.figures());
    assertEquals(2, sample.round());
    assertFalse(sample.failed());
  }

  @Test
  void aFailureSaysWhy() {
    Sample sample = Sample.parse(1, SUBJECT, "fan-64 failed: wrong bytes: a=b");
    assertTrue(sample.failed());
    assertEquals("wrong bytes: a=b", sample.failure());
    assertEquals(Workload.FAN_64, sample.workload());
  }

  @Test
  void anUnknownWorkloadIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Sample.parse(1, SUBJECT, "fan-65 seconds=3"));
    assertThrows(
        IllegalArgumentException.class, () -> Sample.parse(1, SUBJECT, "fan-64 has begun"));
  }
}
