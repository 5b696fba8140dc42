package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.codec.CodecOptions.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code benchmarks/run codec}: asks every question of this package and prints the answers. */
public final class CodecRun {

  /** Lets jsoniter compile its codecs, and keeps fastjson2's use of Unsafe from being told. */
  private static final List<String> JVM =
      List.of(
          "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED");

  private static final int JDK_THAT_WARNS_OF_UNSAFE = 24;

  private CodecRun() {}

  /** Takes the options of {@link CodecOptions}; fails if a gate's ratio or a baseline is missed. */
  public static void main(String[] args) throws RunnerException, IOException {
    CodecOptions options = CodecOptions.of(args);
    if (options.mode() == Mode.GATE) {
      RatioGate.run();
    } else {
      report(options);
    }
  }

  private static void report(CodecOptions options) throws RunnerException, IOException {
    List<String> head =
        options.head().isPresent() ? Files.readAllLines(options.head().get()) : List.of();
    Answers answers = answers(options);
    CodecReport report = new CodecReport(head, answers);
    System.out.println(report);
    if (options.results().isPresent()) {
      report.writeTo(options.results().get());
    }
    if (options.tsv().isPresent()) {
      TimeBaseline.write(options.tsv().get(), head, answers);
    }
    if (options.baseline().isPresent()) {
      TimeBaseline.check(options.baseline().get(), answers);
    }
  }

  private static Answers answers(CodecOptions options) throws RunnerException {
    if (options.mode() == Mode.GOALS) {
      return Question.ask(CodecGoals.QUESTIONS, Effort.GOALS);
    }
    Effort effort = options.mode() == Mode.QUICK ? Effort.QUICK : Effort.WHOLE;
    return Answers.of(new Runner(options(effort, options.only()).build()).run());
  }

  static OptionsBuilder options(Effort effort, String only) {
    OptionsBuilder options = new OptionsBuilder();
    options.include(Pattern.quote(CodecRun.class.getPackageName()) + "\\..*" + only);
    options.addProfiler(GCProfiler.class);
    options.shouldFailOnError(true);
    options.jvmArgs(jvmArguments().toArray(String[]::new));
    effort.applyTo(options);
    return options;
  }

  static List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>(JVM);
    if (Runtime.version().feature() >= JDK_THAT_WARNS_OF_UNSAFE) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    return arguments;
  }
}
