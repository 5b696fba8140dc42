package dev.deltawire.benchmarks.codec;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The gate of times: ratios within one short run, against the floor and against jsoniter, of the
 * best of many short iterations, which a busy machine disturbs least.
 */
final class RatioGate {

  /**
   * A bound.
   *
   * @param most what {@code subject}'s time may be as a multiple of the other's
   */
  record Bound(String question, String subject, String other, double most) {

    double measured(Answers answers) {
      return answers.answer(question, subject).best() / answers.answer(question, other).best();
    }

    String type() {
      return question.split(" ", -1)[0];
    }

    String value() {
      return question.substring(type().length()).strip();
    }

    String line(Answers answers) {
      return String.format(
          Locale.ROOT,
          "%-4s %s: %s takes %.2f of %s, at most %.2f",
          measured(answers) <= most ? "ok" : "FAIL",
          question,
          subject,
          measured(answers),
          other,
          most);
    }
  }

  private static final int RUNS = 3;

  /** What the questions have beside the subject. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "ChatDeltaEncoding", "",
          "LongDeltaEncoding", "text",
          "FrameRouting", "frame",
          "FrameDecoding", "frame");

  /** 1.3 to 1.5 times the worst that was measured on JDK 17 and 25, pinned and not (2026-11-21). */
  static final List<Bound> BOUNDS =
      List.of(
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "FLOOR", 4.6),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_UTF8", "FLOOR", 3.9),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "JSONITER_RAW", 1.05),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "JSONITER_STREAM", 0.25),
          new Bound("LongDeltaEncoding MIXED", "DELTAWIRE_STRING", "FLOOR", 72),
          new Bound("LongDeltaEncoding MIXED", "DELTAWIRE_UTF8", "FLOOR", 38),
          new Bound("LongDeltaEncoding ASCII", "DELTAWIRE_STRING", "FLOOR", 14.5),
          new Bound("LongDeltaEncoding ASCII", "DELTAWIRE_UTF8", "FLOOR", 10.5),
          new Bound("FrameRouting CHAT_MESSAGE", "DELTAWIRE", "JSONITER", 0.8),
          new Bound("FrameRouting MESSAGES_SEND", "DELTAWIRE", "JSONITER", 0.87),
          new Bound("FrameRouting TOOL_RESULT", "DELTAWIRE", "JSONITER", 1.35),
          new Bound("FrameDecoding CHAT_MESSAGE", "DELTAWIRE", "JSONITER_BIND", 0.7),
          new Bound("FrameDecoding MESSAGES_SEND", "DELTAWIRE", "JSONITER_BIND", 0.55),
          new Bound("FrameDecoding TOOL_RESULT", "DELTAWIRE", "JSONITER_BIND", 1.35));

  private RatioGate() {}

  /** Asks for all bounds, and for the broken ones again, since a disturbed run tells little. */
  static void run() throws RunnerException {
    List<Bound> open = BOUNDS;
    for (int n = 1; n < RUNS && !open.isEmpty(); n++) {
      open = broken(Question.ask(questions(open), Effort.GATE), open);
    }
    if (!open.isEmpty()) {
      check(Question.ask(questions(open), Effort.GATE), open);
    }
  }

  /** What a run must ask for these bounds. */
  static List<Question> questions(List<Bound> bounds) {
    return bounds.stream()
        .collect(groupingBy(Bound::type, LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(entry -> question(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Question question(String type, List<Bound> bounds) {
    List<String> subjects =
        bounds.stream()
            .flatMap(bound -> Stream.of(bound.subject(), bound.other()))
            .distinct()
            .toList();
    List<String> values = bounds.stream().map(Bound::value).distinct().toList();
    return new Question(type, subjects, PARAMETERS.get(type), values);
  }

  /** Prints each bound's line and throws if one is broken. */
  static void check(Answers answers, List<Bound> bounds) {
    List<Bound> broken = broken(answers, bounds);
    if (!broken.isEmpty()) {
      throw new IllegalStateException("slower than allowed: " + broken);
    }
  }

  private static List<Bound> broken(Answers answers, List<Bound> bounds) {
    bounds.forEach(bound -> System.out.println(bound.line(answers)));
    return bounds.stream().filter(bound -> !(bound.measured(answers) <= bound.most())).toList();
  }
}
