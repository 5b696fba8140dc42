package dev.deltawire.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be measured, and how.
 *
 * @param installation where everything lies
 * @param results the directory for what is found
 * @param head the lines that say on what was measured
 * @param report a file to make tables and charts of, instead of measuring
 * @param subjects in the order of a round
 * @param chosen workloads
 * @param rounds how often
 * @param pace how long
 */
record PeersOptions(
    Installation installation,
    Path results,
    List<String> head,
    Optional<Path> report,
    List<Subject> subjects,
    Set<Workload> chosen,
    int rounds,
    Pace pace) {

  static final String USAGE =
      "benchmarks/run peers [--quick] [--subjects A,B] [--workloads X,Y] [--rounds N]"
          + " [--seconds N] | peers-report [FILE]";

  /** What a person may say, and what the script adds. */
  private static final Set<String> NAMED =
      Set.of(
          "--subjects",
          "--workloads",
          "--rounds",
          "--seconds",
          "--built",
          "--peers",
          "--results",
          "--head",
          "--report",
          "--client-prefix",
          "--server-prefix");

  private static final int ROUNDS = 3;

  /** Throws {@link IllegalArgumentException} that says what is wrong. */
  static PeersOptions parse(List<String> args) throws IOException {
    Arguments given = new Arguments(args, Set.of("--quick"), NAMED, USAGE);
    Path head = given.path("--head");
    Pace pace = given.has("--quick") ? Pace.QUICK : Pace.FULL;
    return new PeersOptions(
        new Installation(
            given.path("--built"),
            given.path("--peers"),
            given.words("--client-prefix", " "),
            given.words("--server-prefix", " ")),
        given.path("--results"),
        Files.exists(head) ? Files.readAllLines(head, StandardCharsets.UTF_8) : List.of(),
        given.value("--report").map(Path::of),
        subjects(given),
        workloads(given),
        given.number("--rounds").map(Double::intValue).orElse(given.has("--quick") ? 1 : ROUNDS),
        given.number("--seconds").map(pace::withSeconds).orElse(pace));
  }

  private static List<Subject> subjects(Arguments given) {
    List<String> names = given.words("--subjects", ",");
    return names.isEmpty() ? Subject.ALL : names.stream().map(Subject::of).toList();
  }

  private static Set<Workload> workloads(Arguments given) {
    List<String> names = given.words("--workloads", ",");
    return (names.isEmpty() ? Stream.of(Workload.values()) : names.stream().map(Workload::of))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Workload.class)));
  }

  /** What a subject is measured with: all of its own that were chosen. */
  List<Workload> workloads(Subject subject) {
    return chosen.stream().filter(subject.workloads()::contains).toList();
  }
}
