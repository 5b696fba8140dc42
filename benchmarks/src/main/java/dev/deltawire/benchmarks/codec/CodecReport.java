package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.BarChart;
import dev.deltawire.benchmarks.Table;
import dev.deltawire.benchmarks.codec.Answers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A run's answers as a person reads them. */
final class CodecReport {

  private static final String OURS = "DELTAWIRE";
  private static final String FLOOR = "FLOOR";

  private final List<String> head;
  private final Answers answers;
  private final int jdk = Runtime.version().feature();

  CodecReport(List<String> head, Answers answers) {
    this.head = List.copyOf(head);
    this.answers = answers;
  }

  /** Writes {@code codec-JDK.md}, {@code codec-JDK.tsv} and a chart for each question. */
  void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    String name = "codec-" + jdk;
    Files.writeString(directory.resolve(name + ".md"), toString(), UTF_8);
    TimeBaseline.write(directory.resolve(name + ".tsv"), head, answers);
    for (String question : answers.questions()) {
      String slug = question.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      Files.writeString(directory.resolve(name + "-" + slug + ".svg"), chart(question), UTF_8);
    }
  }

  /** The tables in Markdown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("# Codecs on JDK " + jdk + "\n");
    if (!head.isEmpty()) {
      text.append("\n```\n").append(String.join("\n", head)).append("\n```\n");
    }
    text.append("\n## Reached?\n\n").append(CodecGoals.table(answers, jdk));
    for (String question : answers.questions()) {
      text.append("\n## ").append(question).append("\n\n").append(table(answers.to(question)));
    }
    return text.toString();
  }

  private static Table table(List<Answer> answers) {
    double floor = least(answers, FLOOR);
    double ours = least(answers, OURS);
    Table table = new Table("subject", "ns", "best fork", "worst fork", "× floor", "× ours", "B");
    for (Answer answer : answers) {
      table.row(
          answer.subject(),
          Answers.number(answer.nanos()),
          Answers.number(answer.bestFork()),
          Answers.number(answer.worstFork()),
          ratio(answer.nanos() / floor),
          ratio(answer.nanos() / ours),
          Answers.number(answer.bytes()));
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

  private static String ratio(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }

  private String chart(String question) {
    BarChart chart = new BarChart(question + ", JDK " + jdk, "ns an operation; less is better");
    for (Answer answer : answers.to(question)) {
      String text = Answers.number(answer.nanos()) + " ns, " + Math.round(answer.bytes()) + " B";
      chart.bar(answer.subject(), kind(answer.subject()), answer.nanos(), text);
    }
    return chart.toString();
  }

  private static String kind(String subject) {
    if (subject.equals(FLOOR)) {
      return "native";
    }
    return subject.startsWith(OURS) ? "ours" : "peer";
  }
}
