package dev.deltawire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One short iteration of every subject, in this process: that it runs, not how fast. */
final class CodecRunTest {

  @Test
  void everySubjectRunsAndHasARow() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                CodecRun.options(true)
                    .verbosity(VerboseMode.SILENT)
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(50))
                    .build())
            .run();
    assertEquals(DeltaSubject.values().length, results.size());
    String table = CodecRun.table(results).toString();
    for (DeltaSubject subject : DeltaSubject.values()) {
      assertTrue(table.contains("| " + subject + " "), table);
    }
  }
}
