package dev.deltawire.benchmarks.fanout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code benchmarks/run server}: how many tokens does a server hand to its receivers per second of
 * its processor time?
 *
 * <p>Every measurement has a server process of its own; the subjects take turns in every round.
 */
public final class FanOutRun {

  private static final int FEW = 64;
  private static final int MANY = 1000;
  private static final int TOKENS_PER_SECOND = 200;

  private final int rounds;
  private final Duration warmUp;
  private final Duration time;
  private final List<String> serverPrefix;

  private FanOutRun(int rounds, Duration warmUp, Duration time, List<String> serverPrefix) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.time = time;
    this.serverPrefix = serverPrefix;
  }

  /**
   * {@code [--quick] [-- COMMAND...]}, where the command runs the server, pinned to a processor.
   */
  public static void main(String[] args) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList(args));
    int separator = arguments.indexOf("--");
    List<String> prefix =
        separator < 0 ? List.of() : arguments.subList(separator + 1, arguments.size());
    List<String> options = separator < 0 ? arguments : arguments.subList(0, separator);
    boolean quick = options.contains("--quick");
    if (options.size() > (quick ? 1 : 0)) {
      throw new IllegalArgumentException("usage: server [--quick]");
    }
    FanOutRun run =
        quick
            ? new FanOutRun(1, Duration.ofSeconds(2), Duration.ofSeconds(1), prefix)
            : new FanOutRun(3, Duration.ofSeconds(5), Duration.ofSeconds(5), prefix);
    System.out.println(run.run());
  }

  private FanOutReport run() throws IOException {
    FanOutReport report = new FanOutReport();
    for (int round = 1; round <= rounds; round++) {
      System.out.println("round " + round + " of " + rounds);
      saturated(FEW, report);
      saturated(MANY, report);
      paced(report);
    }
    return report;
  }

  private void saturated(int receivers, FanOutReport report) throws IOException {
    measure(EnumSet.allOf(FanOutSubject.class), Scenario.saturated(receivers), report);
  }

  /** Without the merging subjects: at this pace there is hardly ever anything to merge. */
  private void paced(FanOutReport report) throws IOException {
    Set<FanOutSubject> subjects = EnumSet.allOf(FanOutSubject.class);
    subjects.removeIf(FanOutSubject::merges);
    measure(subjects, Scenario.paced(MANY, TOKENS_PER_SECOND), report);
  }

  private void measure(Set<FanOutSubject> subjects, Scenario scenario, FanOutReport report)
      throws IOException {
    for (FanOutSubject subject : subjects) {
      Measurement measurement = LoadRun.measure(subject, scenario, warmUp, time, serverPrefix);
      System.out.println(measurement.toLine());
      report.add(measurement);
    }
  }
}
