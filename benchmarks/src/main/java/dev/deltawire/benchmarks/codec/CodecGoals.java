package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.Table;
import dev.deltawire.benchmarks.codec.Answers.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What we set out to reach, beside what a run has measured. */
final class CodecGoals {

  private static final String CHAT_DELTA = "ChatDeltaEncoding";
  private static final String MESSAGE_DELTA = "MessageDeltaEncoding";
  private static final String LONG = "LongDeltaEncoding";
  private static final String ROUTING = "FrameRouting";
  private static final String DECODING = "FrameDecoding";
  private static final String SHARED = "SharedTextEncoding";
  private static final String WORST = "WorstCaseValidation";

  private static final String FLOOR = "FLOOR";
  private static final String OURS = "DELTAWIRE";
  private static final String STRING = "DELTAWIRE_STRING";
  private static final String UTF8 = "DELTAWIRE_UTF8";

  private static final int JDK_WITH_VECTORS_IN_ITS_CODER = 25;

  /** A run that needs no more than this is short enough to be made on both JDKs. */
  static final List<Question> QUESTIONS =
      List.of(
          deltas(CHAT_DELTA, "JACKSON_RAW", "DSLJSON_RAW", "JSONITER_STREAM"),
          deltas(MESSAGE_DELTA, "JSONITER_STREAM"),
          deltas(LONG, "JACKSON_RAW", "JACKSON_STREAM", "DSLJSON_RAW")
              .with("text", "MIXED", "ASCII"),
          Question.of(LONG, STRING, UTF8, "JACKSON_RAW", "DSLJSON_RAW", "FASTJSON2_RAW")
              .with("text", "QUOTES", "ESCAPES", "CONTROLS", "THREE_BYTES", "EMOJI"),
          Question.of(ROUTING, FLOOR, OURS, "JSONITER", "JACKSON", "DSLJSON", "FASTJSON2"),
          Question.of(
              DECODING,
              OURS,
              "JSONITER_BIND",
              "JACKSON_BIND",
              "DSLJSON_BIND",
              "FASTJSON2_BIND",
              "AVAJE_BIND"),
          Question.of(SHARED, OURS),
          Question.of(WORST, OURS, "JACKSON"));

  private final Answers answers;
  private final boolean vectors;
  private final Table table = new Table("question", "to reach", "measured", "reached?");

  private CodecGoals(Answers answers, int jdk) {
    this.answers = answers;
    vectors = jdk >= JDK_WITH_VECTORS_IN_ITS_CODER;
  }

  static Table table(Answers answers, int jdk) {
    CodecGoals goals = new CodecGoals(answers, jdk);
    goals.delta(CHAT_DELTA);
    goals.delta(MESSAGE_DELTA);
    goals.mixed(LONG + " MIXED");
    goals.ahead(LONG + " ASCII", STRING, CodecGoals::isLibrary);
    for (ClientFrame frame : ClientFrame.values()) {
      goals.routing(frame);
    }
    for (ClientFrame frame : ClientFrame.values()) {
      goals.decoding(DECODING + " " + frame);
    }
    goals.shared();
    goals.worst();
    return goals.table;
  }

  private static Question deltas(String type, String... more) {
    List<String> subjects =
        new ArrayList<>(List.of(FLOOR, STRING, UTF8, "JSONITER_RAW", "FASTJSON2_RAW"));
    subjects.addAll(List.of(more));
    return new Question(type, subjects, "", List.of());
  }

  private void delta(String question) {
    double best = best(question, subject -> subject.endsWith("_RAW"), Answer::nanos);
    double ours = nanos(question, STRING);
    double floor = nanos(question, FLOOR);
    atLeast(question, "best raw writer over ours from a String", best / ours, 3.2);
    atLeast(
        question,
        "jsoniter streaming over ours from a String",
        nanos(question, "JSONITER_STREAM") / ours,
        8);
    atMost(question, "from a String over the copied frame", ours / floor, 3.3);
    atMost(question, "from UTF-8 over the copied frame", nanos(question, UTF8) / floor, 2.7);
    nothingAllocated(question, STRING);
    nothingAllocated(question, UTF8);
  }

  private void mixed(String question) {
    double best = best(question, CodecGoals::isLibrary, Answer::nanos);
    double ours = nanos(question, STRING);
    if (vectors) {
      above(question, "best library over ours from a String", best / ours, 1);
    } else {
      atLeast(question, "best library over ours from a String", best / ours, 3);
    }
    double least = vectors ? 2.2 : 7;
    atLeast(question, "best library over ours from UTF-8", best / nanos(question, UTF8), least);
  }

  private void routing(ClientFrame frame) {
    String question = ROUTING + " " + frame;
    double ours = nanos(question, OURS);
    boolean large = frame == ClientFrame.TOOL_RESULT;
    atLeast(question, "fastjson2 over ours", nanos(question, "FASTJSON2") / ours, large ? 1 : 1.4);
    if (!large) {
      atLeast(question, "jsoniter over ours", nanos(question, "JSONITER") / ours, 2.2);
      atLeast(question, "Jackson over ours", nanos(question, "JACKSON") / ours, 3.5);
    }
    nothingAllocated(question, OURS);
  }

  private void decoding(String question) {
    ahead(question, OURS, subject -> subject.endsWith("_BIND"));
    double least = best(question, subject -> subject.endsWith("_BIND"), Answer::bytes);
    double ours = best(question, OURS::equals, Answer::bytes);
    above(question, "least bytes of a library over ours", least / ours, 1);
  }

  private void shared() {
    double three = nanos(SHARED + " 3", OURS);
    atMost(SHARED, "three wire formats over one", three / nanos(SHARED + " 1", OURS), 2);
  }

  private void worst() {
    for (LongText text : LongText.values()) {
      if (text != LongText.MIXED && text != LongText.ASCII) {
        ahead(LONG + " " + text, STRING, CodecGoals::isLibrary);
      }
    }
    for (WorstDocument document : WorstDocument.values()) {
      ahead(WORST + " " + document, OURS, CodecGoals::isLibrary);
    }
  }

  private static boolean isLibrary(String subject) {
    return !subject.startsWith(OURS) && !subject.equals(FLOOR);
  }

  private void ahead(String question, String ours, Predicate<String> rivals) {
    double best = best(question, rivals, Answer::nanos);
    above(question, "best library over " + ours, best / nanos(question, ours), 1);
  }

  /** NaN if it was not measured. */
  private double nanos(String question, String subject) {
    return best(question, subject::equals, Answer::nanos);
  }

  private double best(
      String question, Predicate<String> subjects, ToDoubleFunction<Answer> figure) {
    return answers.to(question).stream()
        .filter(answer -> subjects.test(answer.subject()))
        .mapToDouble(figure)
        .min()
        .orElse(Double.NaN);
  }

  private void nothingAllocated(String question, String subject) {
    double bytes = best(question, subject::equals, Answer::bytes);
    row(question, subject + ": 0 B an operation", bytes, value -> value < 0.5);
  }

  private void atMost(String question, String what, double measured, double limit) {
    row(question, what + " ≤ " + limit, measured, value -> value <= limit);
  }

  private void atLeast(String question, String what, double measured, double limit) {
    row(question, what + " ≥ " + limit, measured, value -> value >= limit);
  }

  private void above(String question, String what, double measured, double limit) {
    row(question, what + " > " + limit, measured, value -> value > limit);
  }

  private void row(String question, String what, double measured, DoublePredicate reached) {
    if (!Double.isNaN(measured)) {
      String verdict = reached.test(measured) ? "yes" : "NO";
      table.row(question, what, String.format(Locale.ROOT, "%.2f", measured), verdict);
    }
  }
}
