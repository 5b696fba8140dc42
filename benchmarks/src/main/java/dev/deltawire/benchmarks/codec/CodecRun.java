package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.Table;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code benchmarks/run codec}: runs {@link ChatDeltaEncoding} and prints its table. */
public final class CodecRun {

  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final String SUBJECT = "subject";

  private CodecRun() {}

  /** Takes {@code --quick} for one fork of short iterations. */
  public static void main(String[] args) throws RunnerException {
    List<String> arguments = List.of(args);
    boolean quick = arguments.contains("--quick");
    if (arguments.size() > (quick ? 1 : 0)) {
      throw new IllegalArgumentException("usage: codec [--quick]");
    }
    System.out.println(table(new Runner(options(quick).build()).run()));
  }

  static OptionsBuilder options(boolean quick) {
    OptionsBuilder options = new OptionsBuilder();
    options.include("\\b" + ChatDeltaEncoding.class.getSimpleName() + "\\b");
    options.addProfiler(GCProfiler.class);
    options.shouldFailOnError(true);
    if (quick) {
      options.forks(1).warmupIterations(2).measurementIterations(3);
      options.warmupTime(TimeValue.milliseconds(500)).measurementTime(TimeValue.milliseconds(500));
    }
    return options;
  }

  static Table table(Collection<RunResult> results) {
    double floor = results.stream().filter(CodecRun::isCopy).mapToDouble(CodecRun::nanos).sum();
    Table table =
        new Table(SUBJECT, "ns/op", "± 99.9 %", "best fork", "worst fork", "× copy", "B/op");
    for (RunResult result : results) {
      DoubleSummaryStatistics forks = forks(result);
      table.row(
          result.getParams().getParam(SUBJECT),
          format(nanos(result)),
          format(result.getPrimaryResult().getScoreError()),
          format(forks.getMin()),
          format(forks.getMax()),
          format(nanos(result) / floor),
          format(result.getSecondaryResults().get(ALLOCATION).getScore()));
    }
    return table;
  }

  private static boolean isCopy(RunResult result) {
    return result.getParams().getParam(SUBJECT).equals(DeltaSubject.COPY.name());
  }

  private static double nanos(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  private static DoubleSummaryStatistics forks(RunResult result) {
    return result.getBenchmarkResults().stream()
        .mapToDouble(fork -> fork.getPrimaryResult().getScore())
        .summaryStatistics();
  }

  private static String format(double value) {
    return String.format("%.1f", value);
  }
}
