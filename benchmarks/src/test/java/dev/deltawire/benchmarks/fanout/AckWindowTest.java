package dev.deltawire.benchmarks.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AckWindowTest {

  private static final int STEP = Scenario.WINDOW / 2;

  private final List<Long> sent = new ArrayList<>();
  private final AckWindow window = new AckWindow(2, sent::add);

  @Test
  void theSlowestReceiverDecides() throws IOException {
    window.advanced(0, STEP + 1);
    assertEquals(List.of(), sent);
    window.advanced(0, STEP - 1);
    assertEquals(List.of(), sent);
    window.advanced(STEP - 1, STEP);
    assertEquals(List.of((long) STEP), sent);
  }

  @Test
  void severalStepsAtOnceAreAcknowledgedInOrder() throws IOException {
    window.advanced(0, 2 * STEP);
    window.advanced(0, 2 * STEP);
    assertEquals(List.of((long) STEP, 2L * STEP), sent);
  }

  @Test
  void itGoesOnForever() throws IOException {
    for (long token = 0; token < 100 * STEP; token++) {
      window.advanced(token, token + 1);
      window.advanced(token, token + 1);
    }
    assertEquals(100, sent.size());
    assertEquals(100L * STEP, sent.get(99));
  }
}
