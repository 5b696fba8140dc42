package dev.deltawire.benchmarks.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What a run measured: per question, each subject's time and allocation. */
final class Answers {

  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final String SUBJECT = "subject";

  /**
   * One subject's answer.
   *
   * @param nanos the median of the forks' means
   * @param best the best iteration of all forks, which a busy machine disturbs least
   */
  record Answer(
      String subject, double nanos, double best, double bestFork, double worstFork, double bytes) {}

  private final Map<String, List<Answer>> byQuestion = new LinkedHashMap<>();

  static Answers of(Collection<RunResult> results) {
    Answers answers = new Answers();
    results.forEach(result -> answers.add(question(result.getParams()), answer(result)));
    return answers;
  }

  void add(String question, Answer answer) {
    byQuestion.computeIfAbsent(question, any -> new ArrayList<>()).add(answer);
  }

  /** The questions, in the order in which they were asked. */
  List<String> questions() {
    return List.copyOf(byQuestion.keySet());
  }

  /** All answers to one question; none if it was not asked. */
  List<Answer> to(String question) {
    return byQuestion.getOrDefault(question, List.of());
  }

  Answer answer(String question, String subject) {
    return to(question).stream()
        .filter(answer -> answer.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(question + " was not put to " + subject));
  }

  /** A line an answer, under a line of headings. */
  String tsv() {
    StringBuilder lines =
        new StringBuilder("question\tsubject\tns\tbest\tbest fork\tworst fork\tB/op\n");
    byQuestion.forEach(
        (question, answers) -> {
          for (Answer a : answers) {
            lines.append(question).append('\t').append(a.subject());
            for (double value : new double[] {a.nanos, a.best, a.bestFork, a.worstFork, a.bytes}) {
              lines.append('\t').append(number(value));
            }
            lines.append('\n');
          }
        });
    return lines.toString();
  }

  /** The class's name and the parameters but the subject. */
  private static String question(BenchmarkParams params) {
    String name = params.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    return params.getParamsKeys().stream()
        .filter(key -> !key.equals(SUBJECT))
        .map(params::getParam)
        .reduce(type.substring(type.lastIndexOf('.') + 1), (left, right) -> left + ' ' + right);
  }

  private static Answer answer(RunResult result) {
    double[] forks =
        result.getBenchmarkResults().stream()
            .mapToDouble(fork -> fork.getPrimaryResult().getScore())
            .sorted()
            .toArray();
    double best =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .min()
            .orElseThrow();
    DoubleSummaryStatistics range = Arrays.stream(forks).summaryStatistics();
    Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    return new Answer(
        result.getParams().getParam(SUBJECT),
        (forks[(forks.length - 1) / 2] + forks[forks.length / 2]) / 2,
        best,
        range.getMin(),
        range.getMax(),
        allocation == null ? Double.NaN : allocation.getScore());
  }

  /** A figure with one decimal. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
