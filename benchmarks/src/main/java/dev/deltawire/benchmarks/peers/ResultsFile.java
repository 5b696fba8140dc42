package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's head and samples as a file: lines {@code # head}, then {@code round subject workload
 * figure value} between tabs.
 */
final class ResultsFile {

  private static final String COLUMNS = "round\tsubject\tworkload\tfigure\tvalue";
  private static final String HEAD = "# ";
  private static final String FAILED = "failed";

  private ResultsFile() {}

  /** Writes all. */
  static void write(Path file, List<String> head, Results results) throws IOException {
    List<String> lines = new ArrayList<>();
    head.forEach(line -> lines.add(HEAD + line));
    lines.add(COLUMNS);
    results.samples().forEach(sample -> addLines(sample, lines));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines, UTF_8);
  }

  private static void addLines(Sample sample, List<String> lines) {
    String start = sample.round() + "\t" + sample.subject() + "\t" + sample.workload().key() + "\t";
    if (sample.failed()) {
      lines.add(start + FAILED + "\t" + sample.failure().replaceAll("\\s+", " "));
    }
    sample.figures().forEach((figure, value) -> lines.add(start + figure + "\t" + value));
  }

  /** The head's lines. */
  static List<String> head(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8).stream()
        .filter(line -> line.startsWith(HEAD))
        .map(line -> line.substring(HEAD.length()))
        .toList();
  }

  /** The samples. */
  static Results read(Path file) throws IOException {
    Map<String, Map<String, String>> figures = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      if (!line.startsWith(HEAD) && !line.equals(COLUMNS)) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 5) {
          throw new IOException(file + ": " + cells.length + " cells in: " + line);
        }
        figures
            .computeIfAbsent(
                cells[0] + "\t" + cells[1] + "\t" + cells[2], key -> new LinkedHashMap<>())
            .put(cells[3], cells[4]);
      }
    }
    Results results = new Results();
    figures.forEach((key, values) -> results.add(sample(key.split("\t", -1), values)));
    return results;
  }

  private static Sample sample(String[] key, Map<String, String> values) {
    int round = Integer.parseInt(key[0]);
    Subject subject = Subject.of(key[1]);
    Workload workload = Workload.of(key[2]);
    if (values.containsKey(FAILED)) {
      return Sample.failed(round, subject, workload, values.get(FAILED));
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    values.forEach((figure, value) -> figures.put(figure, Double.valueOf(value)));
    return new Sample(round, subject, workload, figures, "");
  }
}
