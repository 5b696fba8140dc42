package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What a run measured: per question, each subject's time and allocation. */
final class Answers {

  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final String SUBJECT = "subject";
  private static final String OURS = "DELTAWIRE";
  private static final String FLOOR = "FLOOR";

  /** One subject's answer: medians over the forks' means. */
  record Answer(
      String subject, double nanos, double bestFork, double worstFork, double bytes, int forks) {}

  private final Map<String, List<Answer>> byQuestion = new LinkedHashMap<>();

  private Answers() {}

  static Answers of(Collection<RunResult> results) {
    Answers answers = new Answers();
    for (RunResult result : results) {
      answers
          .byQuestion
          .computeIfAbsent(question(result.getParams()), question -> new ArrayList<>())
          .add(answer(result));
    }
    return answers;
  }

  /** The questions, in the order in which they were asked. */
  List<String> questions() {
    return List.copyOf(byQuestion.keySet());
  }

  /** All answers to one question. */
  List<Answer> to(String question) {
    return byQuestion.get(question);
  }

  Answer answer(String question, String subject) {
    return byQuestion.getOrDefault(question, List.of()).stream()
        .filter(answer -> answer.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(question + " was not put to " + subject));
  }

  List<Table> tables() {
    return byQuestion.entrySet().stream()
        .map(entry -> table(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }

  /** A line an answer, for baselines and charts. */
  String tsv() {
    StringBuilder lines = new StringBuilder("question\tsubject\tns\tbest fork\tworst fork\tB/op\n");
    byQuestion.forEach(
        (question, answers) -> {
          for (Answer a : answers) {
            lines.append(question).append('\t').append(a.subject());
            for (double value : new double[] {a.nanos, a.bestFork, a.worstFork, a.bytes}) {
              lines.append('\t').append(number(value));
            }
            lines.append('\n');
          }
        });
    return lines.toString();
  }

  private static Table table(String question, List<Answer> answers) {
    double floor = least(answers, FLOOR);
    double ours = least(answers, OURS);
    Table table = new Table(question, "ns", "best fork", "worst fork", "× floor", "× ours", "B");
    for (Answer answer : answers) {
      table.row(
          answer.subject(),
          number(answer.nanos()),
          number(answer.bestFork()),
          number(answer.worstFork()),
          ratio(answer.nanos() / floor),
          ratio(answer.nanos() / ours),
          number(answer.bytes()));
    }
    return table;
  }

  private static double least(List<Answer> answers, String subject) {
    return answers.stream()
        .filter(answer -> answer.subject().startsWith(subject))
        .mapToDouble(Answer::nanos)
        .min()
        .orElse(Double.NaN);
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
    DoubleSummaryStatistics range = Arrays.stream(forks).summaryStatistics();
    Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
    return new Answer(
        result.getParams().getParam(SUBJECT),
        (forks[(forks.length - 1) / 2] + forks[forks.length / 2]) / 2,
        range.getMin(),
        range.getMax(),
        allocation == null ? Double.NaN : allocation.getScore(),
        forks.length);
  }

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
