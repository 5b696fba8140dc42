package dev.deltawire.benchmarks.peers;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/**
 * A column of a workload's table.
 *
 * @param heading its first row
 * @param cell what it says of a subject
 */
record Column(String heading, Cell cell) {

  /** The text of one cell; empty where nothing is known. */
  @FunctionalInterface
  interface Cell {
    String text(Results results, Subject subject, Workload workload);
  }

  private static final List<Column> COSTS =
      List.of(
          figure("CPU s per M tokens", "cpu_per_million_tokens", "%.3f", 1),
          range("range", "cpu_per_million_tokens", "%.3f"),
          ratio("× c-epoll", "cpu_per_million_tokens", "c-epoll"));

  private static final List<Column> SATURATED =
      List.of(
          ratio("× c-epoll-16", "cpu_per_million_tokens", "c-epoll-16"),
          figure("CPU s per M frames", "cpu_per_million_frames", "%.3f", 1),
          quotient("tokens per frame", "tokens", "frames", "%.1f"),
          figure("k tokens/s", "tokens_per_s", "%.0f", 1e-3));

  private static final List<Column> PACED =
      List.of(
          figure("p50 ms", "p50_ms", "%.2f", 1),
          figure("p99 ms", "p99_ms", "%.2f", 1),
          figure("kept %", "kept", "%.0f", 100));

  private static final List<Column> GARBAGE =
      List.of(
          quotient("CPU %", "cpu", "seconds", "%.0f", 100),
          figure("B per token and receiver", "bytes_per_token", "%.2f", 1),
          figure("GCs", "gcs", "%.0f", 1),
          figure("stalls", "stalls", "%.0f", 1),
          new Column("state", Column::state));

  private static final List<Column> ECHO =
      List.of(
          figure("k echoes/s", "echoes_per_s", "%.0f", 1e-3),
          range("range", "echoes_per_s", "%.0f"),
          ratio("× c-epoll", "echoes_per_s", "c-epoll"),
          figure("CPU s per M", "cpu_per_million_echoes", "%.3f", 1),
          quotient("CPU %", "cpu", "seconds", "%.0f", 100),
          figure("p50 ms", "p50_ms", "%.2f", 1),
          figure("p99 ms", "p99_ms", "%.2f", 1),
          figure("B per echo", "bytes_per_echo", "%.0f", 1),
          figure("GCs", "gcs", "%.0f", 1),
          new Column("state", Column::state));

  private static final List<Column> CONNECTS =
      List.of(
          figure("connects/s", "connects_per_s", "%.0f", 1),
          range("range", "connects_per_s", "%.0f"),
          ratio("× c-epoll", "connects_per_s", "c-epoll"),
          figure("CPU ms per connect", "cpu_per_thousand_connects", "%.3f", 1),
          quotient("CPU %", "cpu", "seconds", "%.0f", 100),
          figure("KiB per connect", "bytes_per_connect", "%.1f", 1.0 / 1024),
          figure("GCs", "gcs", "%.0f", 1),
          new Column("state", Column::state));

  private static final List<Column> IDLE =
      List.of(
          figure("KiB heap + direct", "memory_per_connection", "%.2f", 1.0 / 1024),
          figure("KiB heap", "heap_bytes_per_connection", "%.2f", 1.0 / 1024),
          figure("KiB direct", "direct_bytes_per_connection", "%.2f", 1.0 / 1024),
          figure("KiB resident", "resident_bytes_per_connection", "%.2f", 1.0 / 1024),
          figure("CPU %", "cpu_percent", "%.2f", 1),
          figure("pings", "pings", "%.0f", 1),
          new Column("state", Column::state));

  /** Those of a workload, but for the subject's name. */
  static List<Column> of(Workload workload) {
    return switch (workload.kind()) {
      case SATURATED -> fanOut(SATURATED);
      case PACED -> fanOut(PACED);
      case ECHO -> ECHO;
      case CONNECTS -> CONNECTS;
      case IDLE -> IDLE;
    };
  }

  private static List<Column> fanOut(List<Column> own) {
    return Stream.of(COSTS, own, GARBAGE).flatMap(List::stream).toList();
  }

  private static Column figure(String heading, String figure, String format, double unit) {
    return new Column(
        heading,
        (results, subject, workload) ->
            format(format, results.median(subject, workload, figure), value -> value * unit));
  }

  private static Column quotient(String heading, String above, String below, String format) {
    return quotient(heading, above, below, format, 1);
  }

  private static Column quotient(
      String heading, String above, String below, String format, double unit) {
    return new Column(
        heading,
        (results, subject, workload) -> {
          double divisor = results.median(subject, workload, below).orElse(0);
          OptionalDouble value = results.median(subject, workload, above);
          return divisor == 0 ? "" : format(format, value, median -> median / divisor * unit);
        });
  }

  private static Column ratio(String heading, String figure, String base) {
    return new Column(
        heading,
        (results, subject, workload) -> {
          OptionalDouble one = results.median(Subject.of(base), workload, figure);
          OptionalDouble value = results.median(subject, workload, figure);
          return one.isEmpty() ? "" : format("%.2f", value, median -> median / one.getAsDouble());
        });
  }

  private static Column range(String heading, String figure, String format) {
    return new Column(
        heading,
        (results, subject, workload) -> {
          double[] all = results.sorted(subject, workload, figure);
          return all.length == 0
              ? ""
              : String.format(Locale.ROOT, format, all[0])
                  + '–'
                  + String.format(Locale.ROOT, format, all[all.length - 1]);
        });
  }

  private static String state(Results results, Subject subject, Workload workload) {
    if (!results.failures(subject, workload).isEmpty()) {
      return "FAILED";
    }
    return results.overloaded(subject, workload) ? "overloaded" : "";
  }

  private static String format(String format, OptionalDouble value, DoubleUnaryOperator scaled) {
    return value.isEmpty()
        ? ""
        : String.format(Locale.ROOT, format, scaled.applyAsDouble(value.getAsDouble()));
  }
}
