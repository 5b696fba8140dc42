package dev.deltawire.benchmarks.codec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The arguments of {@code benchmarks/run codec}.
 *
 * @param only which questions, by a regular expression
 * @param tsv where the figures go
 * @param baseline the kept figures that the run is compared with
 * @param head the file that describes machine and command
 * @param results the directory of the report and its charts
 */
record CodecOptions(
    Mode mode,
    String only,
    Optional<Path> tsv,
    Optional<Path> baseline,
    Optional<Path> head,
    Optional<Path> results) {

  /** What is asked, and how long. */
  enum Mode {
    /** Every question, to be quoted without reserve. */
    WHOLE,
    /** Every question, to see that it works. */
    QUICK,
    /** What the goals need. */
    GOALS,
    /** What the gate needs. */
    GATE
  }

  private static final String USAGE =
      "usage: codec [--quick | --goals | --gate] [--only QUESTION-REGEX] [--tsv FILE]"
          + " [--compare FILE] [--head FILE] [--results DIRECTORY]";

  static CodecOptions of(String... args) {
    List<String> rest = new ArrayList<>(List.of(args));
    Mode mode = Mode.WHOLE;
    for (Mode other : Mode.values()) {
      if (rest.remove("--" + other.name().toLowerCase(Locale.ROOT))) {
        mode = other;
      }
    }
    CodecOptions options =
        new CodecOptions(
            mode,
            value(rest, "--only").orElse(""),
            value(rest, "--tsv").map(Path::of),
            value(rest, "--compare").map(Path::of),
            value(rest, "--head").map(Path::of),
            value(rest, "--results").map(Path::of));
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    return options;
  }

  private static Optional<String> value(List<String> rest, String name) {
    int at = rest.indexOf(name);
    if (at < 0 || at == rest.size() - 1) {
      return Optional.empty();
    }
    rest.remove(at);
    return Optional.of(rest.remove(at));
  }
}
