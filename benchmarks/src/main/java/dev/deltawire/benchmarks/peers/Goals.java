package dev.deltawire.benchmarks.peers;

import dev.deltawire.benchmarks.Table;
import dev.deltawire.benchmarks.peers.Subject.Family;
import dev.deltawire.benchmarks.peers.Subject.Style;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.DoubleStream;

/** What we set out to reach, beside what a run has measured. */
final class Goals {

  private static final String CPU = "cpu_per_million_tokens";
  private static final String P99 = "p99_ms";
  private static final Set<Style> SENDING = EnumSet.of(Style.DOCUMENTED, Style.BATCHED);
  private static final Set<Style> ENCODING = EnumSet.of(Style.ENCODING, Style.ENCODING_BATCHED);
  private static final double KIBIBYTE = 1024;

  private final Results results;
  private final Table table = new Table("workload", "to reach", "measured", "reached?");

  private Goals(Results results) {
    this.results = results;
  }

  static Table table(Results results) {
    Goals goals = new Goals(results);
    for (Workload workload : List.of(Workload.FAN_64, Workload.FAN_1000)) {
      goals.saturated(workload);
    }
    goals.merging(Workload.DEEP_64);
    for (Workload workload : List.of(Workload.PACED_50, Workload.PACED_200)) {
      goals.paced(workload);
    }
    goals.streams();
    goals.echo();
    goals.idle();
    goals.garbage();
    goals.others();
    return goals.table;
  }

  private void saturated(Workload workload) {
    OptionalDouble ours = median("deltawire", workload, CPU);
    OptionalDouble batched = best(workload, CPU, EnumSet.of(Style.BATCHED));
    OptionalDouble documented = best(workload, CPU, EnumSet.of(Style.DOCUMENTED));
    atMost(workload, "CPU per frame over c-epoll-16", over(ours, "c-epoll-16", workload), 1);
    atLeast(workload, "best peer batched over ours", quotient(batched, ours), 1.7);
    atLeast(workload, "best peer as documented over ours", quotient(documented, ours), 16);
    merging(workload);
  }

  /** Against the line that unmerged frames have to reach, and against what ours make of it. */
  private void merging(Workload workload) {
    OptionalDouble ours = median("deltawire", workload, CPU);
    OptionalDouble merged = median("deltawire-merged", workload, CPU);
    OptionalDouble line = median("c-epoll-16", workload, CPU);
    atLeast(workload, "merging: c-epoll-16 over merged, per token", quotient(line, merged), 3);
    atLeast(workload, "merging: frame of its own over merged", quotient(ours, merged), 3);
  }

  private void paced(Workload workload) {
    OptionalDouble ours = median("deltawire", workload, CPU);
    OptionalDouble peers = best(workload, CPU, SENDING);
    OptionalDouble late =
        quotient(median("deltawire", workload, P99), best(workload, P99, SENDING));
    atMost(workload, "CPU per frame over c-epoll", over(ours, "c-epoll", workload), 1.1);
    below(workload, "CPU per frame over best peer", quotient(ours, peers), 1);
    atMost(workload, "p99 over best peer's", late, 1);
  }

  private void streams() {
    encoded(Workload.STREAMS_SATURATED, 5);
    encoded(Workload.STREAMS_50, 1.3);
  }

  private void encoded(Workload workload, double least) {
    OptionalDouble ours = median("deltawire", workload, CPU);
    atLeast(
        workload,
        "best encoding peer as documented over ours",
        quotient(best(workload, CPU, EnumSet.of(Style.ENCODING)), ours),
        least);
    if (best(workload, CPU, EnumSet.of(Style.ENCODING_BATCHED)).isPresent()) {
      atLeast(
          workload,
          "best encoding peer, batched too, over ours",
          quotient(best(workload, CPU, ENCODING), ours),
          least);
    }
  }

  private void echo() {
    echo(Workload.ECHO_16, 1.15);
    echo(Workload.ECHO_1, 1);
  }

  private void echo(Workload workload, double least) {
    String figure = workload.kind().figure();
    OptionalDouble most = values(workload, figure, SENDING).max();
    OptionalDouble ours = median("deltawire", workload, figure);
    atLeast(workload, "echoes/s over best peer's", quotient(ours, most), least);
  }

  private void idle() {
    Workload workload = Workload.IDLE;
    OptionalDouble bytes = median("deltawire", workload, "memory_per_connection");
    OptionalDouble kibibytes = quotient(bytes, OptionalDouble.of(KIBIBYTE));
    OptionalDouble cpu = median("deltawire", workload, "cpu_percent");
    atMost(workload, "KiB of heap and direct memory per connection", kibibytes, 8);
    below(workload, "heartbeats: % of a core", cpu, 1);
  }

  private void garbage() {
    Workload workload = Workload.SOAK;
    OptionalDouble bytes = median("deltawire", workload, "bytes_per_token");
    row(workload, "0.00 bytes per token and receiver", "%.4f", bytes, value -> value < 0.005);
    atMost(workload, "garbage collections in a minute", median("deltawire", workload, "gcs"), 0);
  }

  private void others() {
    for (Workload workload : List.of(Workload.FAN_64, Workload.FAN_1000)) {
      OptionalDouble tls = median("deltawire-tls", workload, CPU);
      OptionalDouble adapter = median("deltawire-javawebsocket", workload, CPU);
      atMost(workload, "TLS: CPU per frame over netty-tls", over(tls, "netty-tls", workload), 0.8);
      atMost(
          workload,
          "transport-javawebsocket over java-websocket",
          over(adapter, "java-websocket", workload),
          1.0 / 3);
    }
  }

  private OptionalDouble median(String subject, Workload workload, String figure) {
    return results.median(Subject.of(subject), workload, figure);
  }

  private OptionalDouble over(OptionalDouble value, String base, Workload workload) {
    return quotient(value, median(base, workload, CPU));
  }

  /** The least of those peers that kept up. */
  private OptionalDouble best(Workload workload, String figure, Set<Style> styles) {
    return values(workload, figure, styles).min();
  }

  private DoubleStream values(Workload workload, String figure, Set<Style> styles) {
    List<Double> values = new ArrayList<>();
    for (Subject subject : results.subjects(workload)) {
      boolean counts = subject.family() == Family.PEER && styles.contains(subject.style());
      if (counts && !results.overloaded(subject, workload)) {
        results.median(subject, workload, figure).ifPresent(values::add);
      }
    }
    return values.stream().mapToDouble(Double::doubleValue);
  }

  private static OptionalDouble quotient(OptionalDouble value, OptionalDouble base) {
    return value.isEmpty() || base.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(value.getAsDouble() / base.getAsDouble());
  }

  private void atMost(Workload workload, String what, OptionalDouble measured, double limit) {
    row(workload, what + " ≤ " + number(limit), "%.2f", measured, value -> value <= limit);
  }

  private void below(Workload workload, String what, OptionalDouble measured, double limit) {
    row(workload, what + " < " + number(limit), "%.2f", measured, value -> value < limit);
  }

  private void atLeast(Workload workload, String what, OptionalDouble measured, double limit) {
    row(workload, what + " ≥ " + number(limit), "%.2f", measured, value -> value >= limit);
  }

  private void row(
      Workload workload,
      String what,
      String format,
      OptionalDouble measured,
      DoublePredicate reached) {
    if (results.subjects(workload).isEmpty()) {
      return; // a workload that was left out has no goal
    }
    if (measured.isEmpty()) {
      table.row(workload.key(), what, "", "not measured");
    } else {
      double value = measured.getAsDouble();
      String verdict = reached.test(value) ? "yes" : "NO";
      table.row(workload.key(), what, String.format(Locale.ROOT, format, value), verdict);
    }
  }

  private static String number(double limit) {
    return limit == Math.rint(limit)
        ? Integer.toString((int) limit)
        : String.format(Locale.ROOT, "%.2f", limit);
  }
}
