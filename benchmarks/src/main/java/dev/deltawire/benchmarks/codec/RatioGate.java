package dev.deltawire.benchmarks.codec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The gate of times: ratios within one short run, against the floor and against jsoniter, with
 * margins that a busy machine doesn't use up.
 */
final class RatioGate {

  /**
   * A bound.
   *
   * @param most what {@code subject}'s time may be as a multiple of the other's
   */
  record Bound(String question, String subject, String other, double most) {

    double measured(Answers answers) {
      return answers.nanos(question, subject) / answers.nanos(question, other);
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

  /** What is usually measured, times about one and a half. */
  static final List<Bound> BOUNDS =
      List.of(
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "FLOOR", 6),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_UTF8", "FLOOR", 5),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "JSONITER_RAW", 0.6),
          new Bound("ChatDeltaEncoding", "DELTAWIRE_STRING", "JSONITER_STREAM", 0.25),
          new Bound("FrameRouting CHAT_MESSAGE", "DELTAWIRE", "JSONITER", 0.8),
          new Bound("FrameRouting TOOL_RESULT", "DELTAWIRE", "JSONITER", 0.8),
          new Bound("FrameDecoding MESSAGES_SEND", "DELTAWIRE", "JSONITER_BIND", 1));

  private RatioGate() {}

  /** About two minutes: only the subjects that bounds name. */
  static OptionsBuilder options() {
    OptionsBuilder options =
        CodecRun.options(false, "(ChatDeltaEncoding|FrameRouting|FrameDecoding)");
    options.forks(3).warmupIterations(2).measurementIterations(2);
    options.warmupTime(TimeValue.milliseconds(400)).measurementTime(TimeValue.milliseconds(400));
    return options;
  }

  /** Prints each bound's line and throws if one is broken. */
  static void check(Answers answers, List<Bound> bounds) {
    bounds.forEach(bound -> System.out.println(bound.line(answers)));
    List<Bound> broken =
        bounds.stream()
            .filter(bound -> !(bound.measured(answers) <= bound.most()))
            .collect(Collectors.toList());
    if (!broken.isEmpty()) {
      throw new IllegalStateException("slower than allowed: " + broken);
    }
  }
}
