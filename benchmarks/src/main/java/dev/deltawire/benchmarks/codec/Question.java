package dev.deltawire.benchmarks.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A question of this package as it is put to chosen subjects.
 *
 * @param type the class's simple name
 * @param parameter what it has beside the subject; empty if nothing, or all of it is asked for
 */
record Question(String type, Collection<String> subjects, String parameter, List<String> values) {

  static Question of(String type, String... subjects) {
    return new Question(type, List.of(subjects), "", List.of());
  }

  Question with(String parameter, String... values) {
    return new Question(type, subjects, parameter, List.of(values));
  }

  /** Asks one question after the other, each of all its subjects. */
  static Answers ask(Collection<Question> questions, Effort effort) throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (Question question : questions) {
      results.addAll(new Runner(question.options(effort).build()).run());
    }
    return Answers.of(results);
  }

  OptionsBuilder options(Effort effort) {
    OptionsBuilder options = CodecRun.options(effort, type + "\\.");
    options.param("subject", subjects.toArray(String[]::new));
    if (!parameter.isEmpty()) {
      options.param(parameter, values.toArray(String[]::new));
    }
    return options;
  }
}
