package dev.deltawire.benchmarks.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short run of every subject in a process of its own: that it runs, not how fast. */
final class FanOutRunTest {

  private static final Duration WARM_UP = Duration.ofMillis(100);
  private static final Duration TIME = Duration.ofMillis(300);

  @ParameterizedTest
  @EnumSource
  void everySubjectFansOutToAll(FanOutSubject subject) throws IOException {
    Measurement measurement = measure(subject, Scenario.saturated(8));
    assertTrue(measurement.server().tokens() > 0);
    assertTrue(measurement.deliveriesPerSecond() > 0);
    if (!subject.merges()) {
      assertTrue(measurement.tokensPerFrame() >= 1);
    }
    FanOutReport report = new FanOutReport();
    report.add(measurement);
    assertTrue(report.toString().contains("| " + subject + " "), report::toString);
  }

  @Test
  void aPaceIsKeptAndLatencyMeasured() throws IOException {
    Measurement measurement = measure(FanOutSubject.JDK, Scenario.paced(4, 200));
    double perSecond = measurement.server().tokens() / (measurement.server().nanoTime() / 1e9);
    assertEquals(200, perSecond, 60);
    assertTrue(measurement.p50Nanos() > 0);
    assertTrue(measurement.p99Nanos() >= measurement.p50Nanos());
  }

  private static Measurement measure(FanOutSubject subject, Scenario scenario) throws IOException {
    return LoadRun.measure(subject, scenario, WARM_UP, TIME, List.of());
  }
}
