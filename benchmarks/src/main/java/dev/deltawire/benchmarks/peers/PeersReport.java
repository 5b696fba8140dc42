package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.BarChart;
import dev.deltawire.benchmarks.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A run's results as a person reads them. */
final class PeersReport {

  private PeersReport() {}

  /** Writes the tables, and a chart for each workload, into a directory. */
  static void publish(List<String> head, Results results, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("peers.md"), text(head, results), UTF_8);
    for (Workload workload : results.workloads()) {
      Files.writeString(
          directory.resolve("peers-" + workload.key() + ".svg"), chart(results, workload), UTF_8);
    }
  }

  /** The tables in Markdown. */
  static String text(List<String> head, Results results) {
    StringBuilder text = new StringBuilder("# Deltawire and its peers\n\n```\n");
    head.forEach(line -> text.append(line).append('\n'));
    text.append("```\n\n## Reached?\n\n").append(Goals.table(results));
    for (Workload workload : results.workloads()) {
      text.append("\n## ").append(workload.title()).append(" (`").append(workload.key());
      text.append("`)\n\n").append(table(results, workload));
      failures(results, workload).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private static Table table(Results results, Workload workload) {
    List<Column> columns = Column.of(workload);
    List<String> headings = new ArrayList<>(List.of("subject"));
    columns.forEach(column -> headings.add(column.heading()));
    Table table = new Table(headings.toArray(String[]::new));
    for (Subject subject : results.subjects(workload)) {
      List<String> cells = new ArrayList<>(List.of(subject.name()));
      columns.forEach(column -> cells.add(column.cell().text(results, subject, workload)));
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static List<String> failures(Results results, Workload workload) {
    List<String> lines = new ArrayList<>();
    for (Subject subject : results.subjects(workload)) {
      for (String failure : results.failures(subject, workload)) {
        lines.add("\n`" + subject + "` failed: " + failure);
      }
    }
    return lines;
  }

  private static String chart(Results results, Workload workload) {
    BarChart chart = new BarChart(workload.title(), workload.kind().axis());
    for (Subject subject : results.subjects(workload)) {
      OptionalDouble value = results.median(subject, workload, workload.kind().figure());
      String text = value.isEmpty() ? "failed" : figure(value.getAsDouble());
      String state = results.overloaded(subject, workload) ? " overloaded" : "";
      String kind = subject.family().name().toLowerCase(Locale.ROOT);
      chart.bar(subject.name(), kind, Math.max(0, value.orElse(0)), text + state);
    }
    return chart.toString();
  }

  /** Three digits that count. */
  private static String figure(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
  }
}
