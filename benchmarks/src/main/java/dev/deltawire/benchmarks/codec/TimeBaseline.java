package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.codec.Answers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The times that one machine has shown, kept in a file whose head says which machine, JDK and flags
 * they are of.
 *
 * <p>Best iterations are compared, which other work on the machine disturbs least.
 */
final class TimeBaseline {

  /** What a time may grow to before it is told: runs of one build differ by this much. */
  static final double MARGIN = 1.3;

  private static final String COMMENT = "# ";
  private static final int BEST = 3;

  private TimeBaseline() {}

  static void write(Path file, List<String> head, Answers answers) throws IOException {
    StringBuilder text = new StringBuilder();
    head.forEach(line -> text.append(COMMENT).append(line).append('\n'));
    text.append(COMMENT).append("flags   ").append(String.join(" ", CodecRun.jvmArguments()));
    Files.writeString(file, text.append('\n').append(answers.tsv()), UTF_8);
  }

  /** Prints what became slower than the margin allows, and throws if something did. */
  static void check(Path file, Answers answers) throws IOException {
    List<String> slower = slower(Files.readAllLines(file, UTF_8), answers);
    slower.forEach(System.out::println);
    if (!slower.isEmpty()) {
      throw new IllegalStateException(slower.size() + " times are beyond the baseline's margin");
    }
  }

  /** A line for each of our answers that is beyond the margin of its line in the baseline. */
  static List<String> slower(List<String> baseline, Answers answers) {
    List<String> slower = new ArrayList<>();
    for (String line : baseline) {
      String[] columns = line.split("\t", -1);
      if (columns.length > BEST && columns[1].startsWith("DELTAWIRE")) {
        double was = Double.parseDouble(columns[BEST]);
        answers.to(columns[0]).stream()
            .filter(answer -> answer.subject().equals(columns[1]))
            .filter(answer -> answer.best() > was * MARGIN)
            .map(answer -> line(columns[0], answer, was))
            .forEach(slower::add);
      }
    }
    return slower;
  }

  private static String line(String question, Answer answer, double was) {
    return String.format(
        Locale.ROOT,
        "slower: %s, %s: %.1f ns, was %.1f, at most %.1f",
        question,
        answer.subject(),
        answer.best(),
        was,
        was * MARGIN);
  }
}
