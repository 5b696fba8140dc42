package dev.deltawire.benchmarks.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FanOutReportTest {

  private final FanOutReport report = new FanOutReport();

  @Test
  void mediansOfTheRoundsAreComparedWithThePeer() {
    for (int millis : new int[] {400, 100, 200}) {
      report.add(measurement(FanOutSubject.JDK, Scenario.saturated(10), 1000, millis));
      report.add(measurement(FanOutSubject.PEER_BROADCAST, Scenario.saturated(10), 400, millis));
    }
    assertEquals("| JDK | 50 | 25–100 | 2.50 |", start(row("JDK")));
    assertEquals("| PEER_BROADCAST | 20 | 10–40 | 1.00 |", start(row("PEER_BROADCAST")));
  }

  @Test
  void withoutAPeerNothingIsComparedWithIt() {
    report.add(measurement(FanOutSubject.JDK, Scenario.saturated(10), 1000, 100));
    assertEquals("| JDK | 100 | 100–100 | |", start(row("JDK")));
  }

  @Test
  void latencyIsShownOnlyWhereThePaceWasKept() {
    report.add(measurement(FanOutSubject.JDK, Scenario.paced(10, 1000), 1000, 100));
    report.add(measurement(FanOutSubject.PEER_BROADCAST, Scenario.paced(10, 1000), 900, 100));
    assertTrue(row("JDK").contains("| 1.50 | 9.00 |"), row("JDK"));
    assertTrue(row("PEER_BROADCAST").contains("| not kept | not kept |"), row("PEER_BROADCAST"));
    assertFalse(row("JDK").contains("not kept"));
  }

  /** What a server shows that published so many tokens in a second. */
  private static Measurement measurement(
      FanOutSubject subject, Scenario scenario, long tokens, int cpuMillis) {
    Counters counters =
        new Counters(
            tokens, TimeUnit.SECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(cpuMillis), 0, 0);
    return new Measurement(subject, scenario, counters, 1, 1_500_000, 9_000_000, 0);
  }

  private String row(String subject) {
    return report
        .toString()
        .lines()
        .filter(line -> line.startsWith("| " + subject + " "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +", " ");
  }

  private static String start(String row) {
    int end = 0;
    for (int bars = 0; bars < 5; bars++) {
      end = row.indexOf('|', end) + 1;
    }
    return row.substring(0, end);
  }
}
