package dev.deltawire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.codec.RatioGate.Bound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One short iteration of two questions, in this process: that they run, not how fast. */
final class CodecRunTest {

  @Test
  void everySubjectRunsAndHasARow() throws RunnerException {
    Answers answers = run("(ChatDeltaEncoding|FrameRouting)");
    assertEquals(1 + ClientFrame.values().length, answers.questions().size());
    for (DeltaSubject subject : DeltaSubject.values()) {
      assertTrue(answers.answer("ChatDeltaEncoding", subject.name()).nanos() > 0);
      assertTrue(answers.tsv().contains("\nChatDeltaEncoding\t" + subject + "\t"), answers.tsv());
    }
    String report = new CodecReport(List.of("cpu     one"), answers).toString();
    assertTrue(report.contains("cpu     one"), report);
    assertTrue(report.contains("| DELTAWIRE_UTF8 "), report);
    assertTrue(report.contains("| ChatDeltaEncoding "), report);
  }

  @Test
  void theGateNamesWhatRunsAndFailsWhenABoundIsBroken() throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (Question question : RatioGate.questions(RatioGate.BOUNDS)) {
      results.addAll(run(question.options(Effort.QUICK)));
    }
    Answers answers = Answers.of(results);
    for (Bound bound : RatioGate.BOUNDS) {
      assertTrue(bound.measured(answers) > 0, bound::toString);
      Bound impossible = new Bound(bound.question(), bound.subject(), bound.other(), 0);
      assertTrue(impossible.line(answers).startsWith("FAIL"), impossible::toString);
    }
    Bound broken = new Bound("ChatDeltaEncoding", "JSONITER_STREAM", "FLOOR", 0);
    assertThrows(IllegalStateException.class, () -> RatioGate.check(answers, List.of(broken)));
  }

  private static Answers run(String only) throws RunnerException {
    return Answers.of(run(CodecRun.options(Effort.QUICK, only)));
  }

  private static Collection<RunResult> run(OptionsBuilder options) throws RunnerException {
    return new Runner(
            options
                .verbosity(VerboseMode.SILENT)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(10))
                .build())
        .run();
  }
}
