package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@code benchmarks/run codec}: asks every question of this package and prints the answers. */
public final class CodecRun {

  private static final String USAGE =
      "usage: codec [--quick] [--gate] [--only QUESTION-REGEX] [--tsv FILE]";

  /** Lets jsoniter compile its codecs, and keeps fastjson2's use of Unsafe from being told. */
  private static final List<String> JVM =
      List.of(
          "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "--add-opens=java.base/java.lang=ALL-UNNAMED");

  private static final int JDK_THAT_WARNS_OF_UNSAFE = 24;

  private CodecRun() {}

  /** Takes the arguments of the usage line; fails if a gate's ratio is missed. */
  public static void main(String[] args) throws RunnerException, IOException {
    List<String> arguments = new ArrayList<>(List.of(args));
    boolean quick = arguments.remove("--quick");
    boolean gate = arguments.remove("--gate");
    String only = value(arguments, "--only");
    String tsv = value(arguments, "--tsv");
    if (!arguments.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    Answers answers = gate ? RatioGate.run() : run(quick, only == null ? "" : only);
    if (tsv != null) {
      Files.writeString(Path.of(tsv), answers.tsv());
    }
    for (Table table : answers.tables()) {
      System.out.println(table);
    }
    if (gate) {
      RatioGate.check(answers, RatioGate.BOUNDS);
    }
  }

  private static Answers run(boolean quick, String only) throws RunnerException {
    return Answers.of(new Runner(options(quick, only).build()).run());
  }

  static OptionsBuilder options(boolean quick, String only) {
    OptionsBuilder options = new OptionsBuilder();
    options.include(Pattern.quote(CodecRun.class.getPackageName()) + "\\..*" + only);
    options.addProfiler(GCProfiler.class);
    options.shouldFailOnError(true);
    options.jvmArgs(jvmArguments().toArray(String[]::new));
    if (quick) {
      options.forks(1).warmupIterations(2).measurementIterations(3);
      options.warmupTime(TimeValue.milliseconds(300)).measurementTime(TimeValue.milliseconds(300));
    }
    return options;
  }

  private static List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>(JVM);
    if (Runtime.version().feature() >= JDK_THAT_WARNS_OF_UNSAFE) {
      arguments.add("--sun-misc-unsafe-memory-access=allow");
    }
    return arguments;
  }

  private static String value(List<String> arguments, String name) {
    int at = arguments.indexOf(name);
    if (at < 0 || at == arguments.size() - 1) {
      return null;
    }
    arguments.remove(at);
    return arguments.remove(at);
  }
}
