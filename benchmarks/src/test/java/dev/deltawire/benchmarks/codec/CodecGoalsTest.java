package dev.deltawire.benchmarks.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.codec.Answers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodecGoalsTest {

  private final Answers answers = new Answers();

  @Test
  void aGoalIsReachedOrNotOrNotMeasured() {
    add("SharedTextEncoding 1", "DELTAWIRE", 10, 0);
    add("SharedTextEncoding 3", "DELTAWIRE", 20, 0);
    add("FrameRouting CHAT_MESSAGE", "DELTAWIRE", 50, 24);
    add("FrameRouting CHAT_MESSAGE", "FASTJSON2", 69, 216);
    String table = CodecGoals.table(answers, 17).toString();
    assertTrue(row(table, "three wire formats").endsWith("| 2.00 | yes |"), table);
    assertTrue(row(table, "fastjson2 over ours").endsWith("| 1.38 | NO |"), table);
    assertTrue(row(table, "0 B an operation").endsWith("| 24.00 | NO |"), table);
    assertFalse(table.contains("Jackson"), table);
  }

  @Test
  void whatDependsOnTheJdkIsJudgedByIt() {
    add("LongDeltaEncoding MIXED", "DELTAWIRE_STRING", 1000, 0);
    add("LongDeltaEncoding MIXED", "JACKSON_STREAM", 2000, 0);
    assertTrue(row(CodecGoals.table(answers, 17).toString(), "String").endsWith("NO |"));
    assertTrue(row(CodecGoals.table(answers, 25).toString(), "String").endsWith("yes |"));
  }

  @Test
  void everyQuestionOfTheGoalsCanBeAsked() {
    for (Question question : CodecGoals.QUESTIONS) {
      assertTrue(question.options(Effort.GOALS).build().getParameter("subject").hasValue());
    }
  }

  @Test
  void aTimeBeyondTheBaselinesMarginIsTold(@TempDir Path directory) throws IOException {
    add("ChatDeltaEncoding", "DELTAWIRE_UTF8", 10, 0);
    add("ChatDeltaEncoding", "JACKSON_RAW", 40, 0);
    Path file = directory.resolve("baseline.tsv");
    TimeBaseline.write(file, List.of("cpu     one"), answers);
    String text = Files.readString(file);
    assertTrue(text.startsWith("# cpu     one\n# flags   -Xms1g"), text);
    TimeBaseline.check(file, answers);

    Answers slower = new Answers();
    slower.add("ChatDeltaEncoding", answer("DELTAWIRE_UTF8", 10 * TimeBaseline.MARGIN + 0.2, 0));
    slower.add("ChatDeltaEncoding", answer("JACKSON_RAW", 400, 0));
    assertThrows(IllegalStateException.class, () -> TimeBaseline.check(file, slower));
    assertEquals(
        List.of("slower: ChatDeltaEncoding, DELTAWIRE_UTF8: 13.2 ns, was 10.0, at most 13.0"),
        TimeBaseline.slower(Files.readAllLines(file), slower));
  }

  private void add(String question, String subject, double nanos, double bytes) {
    answers.add(question, answer(subject, nanos, bytes));
  }

  private static Answer answer(String subject, double nanos, double bytes) {
    return new Answer(subject, nanos, nanos, nanos, nanos, bytes);
  }

  private static String row(String table, String what) {
    return table
        .lines()
        .filter(line -> line.contains(what))
        .map(line -> line.replaceAll(" +", " "))
        .findFirst()
        .orElseThrow();
  }
}
