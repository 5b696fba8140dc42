package dev.deltawire.benchmarks.peers;

import static dev.deltawire.benchmarks.peers.Goal.atLeast;
import static dev.deltawire.benchmarks.peers.Goal.atMost;
import static dev.deltawire.benchmarks.peers.Goal.below;

import dev.deltawire.benchmarks.Table;
import dev.deltawire.benchmarks.peers.Subject.Family;
import dev.deltawire.benchmarks.peers.Subject.Style;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** What we set out to reach, beside what a run has measured. */
final class Goals {

  private static final String CPU = "cpu_per_million_tokens";
  private static final String P99 = "p99_ms";
  private static final String OURS = "deltawire";
  private static final String MERGED = "deltawire-merged";
  private static final List<Workload> FANS = List.of(Workload.FAN_64, Workload.FAN_1000);
  private static final Set<Style> SENDING = Set.of(Style.DOCUMENTED, Style.BATCHED);
  private static final Set<Style> ENCODING = Set.of(Style.ENCODING, Style.ENCODING_BATCHED);
  private static final double KIBIBYTE = 1024;
  private static final String NUMBER = "%.2f";

  private final Results results;
  private final Table table = new Table("workload", "to reach", "measured", "against", "reached?");

  private Goals(Results results) {
    this.results = results;
  }

  /** A subject's median, and whether it kept up. */
  private record Figure(Subject subject, double value, boolean kept) {

    private boolean isPeer(Set<Style> styles) {
      return subject.family() == Family.PEER && styles.contains(subject.style());
    }
  }

  static Table table(Results results) {
    Goals goals = new Goals(results);
    FANS.forEach(goals::saturated);
    goals.merging(Workload.DEEP_64, Workload.FAN_64);
    Stream.of(Workload.PACED_50, Workload.PACED_200).forEach(goals::paced);
    goals.encoded(Workload.STREAMS_SATURATED, 5);
    goals.encoded(Workload.STREAMS_50, 1.3);
    goals.echo(Workload.ECHO_16, 1.15);
    goals.echo(Workload.ECHO_1, 1);
    goals.idle();
    goals.garbage();
    FANS.forEach(goals::tls);
    FANS.forEach(goals::adapter);
    return goals.table;
  }

  private void saturated(Workload load) {
    cost(atMost("CPU per frame over the C loop's", 1), load, OURS, "c-epoll-16");
    lead(atLeast("CPU of best peer batched over ours", 1.7), load, Set.of(Style.BATCHED));
    lead(atLeast("CPU of best peer as documented over ours", 16), load, Set.of(Style.DOCUMENTED));
    merging(load, load);
  }

  /** Against our single frames, and against the line that those have to reach. */
  private void merging(Workload load, Workload single) {
    String where = single == load ? "" : " (" + single.key() + ')';
    Optional<Figure> merged = figure(MERGED, load, CPU);
    Optional<Figure> frames = figure(OURS, single, CPU);
    Optional<Figure> line = figure("c-epoll-16", load, CPU);
    String what = "CPU per token over merged: ";
    compare(atLeast(what + "a frame each" + where, 3), load, frames, merged, frames);
    compare(atLeast(what + "the C loop", 3), load, line, merged, line);
  }

  private void paced(Workload load) {
    cost(atMost("CPU per frame over the C loop's", 1.1), load, OURS, "c-epoll");
    leastOfPeers(below("CPU per frame over best peer's", 1), load, CPU);
    leastOfPeers(atMost("p99 over best peer's", 1), load, P99);
  }

  /** When no peer kept up, that we did is the answer. */
  private void leastOfPeers(Goal goal, Workload load, String figure) {
    Optional<Figure> ours = figure(OURS, load, figure);
    List<Figure> peers = all(load, figure).filter(one -> one.isPeer(SENDING)).toList();
    if (ours.isPresent() && !peers.isEmpty() && peers.stream().noneMatch(Figure::kept)) {
      String verdict = ours.get().kept() ? "yes, no peer kept up" : "NO, overloaded";
      table.row(load.key(), goal.toString(), "", "", verdict);
    } else {
      Optional<Figure> best = least(load, figure, SENDING);
      compare(goal, load, ours, best, best);
    }
  }

  private void encoded(Workload load, double least) {
    lead(
        atLeast("CPU of best encoding peer as documented over ours", least),
        load,
        Set.of(Style.ENCODING));
    if (least(load, CPU, Set.of(Style.ENCODING_BATCHED)).isPresent()) {
      lead(atLeast("CPU of best encoding peer, batched too, over ours", least), load, ENCODING);
    }
  }

  private void echo(Workload load, double least) {
    String figure = load.kind().figure();
    Optional<Figure> best =
        all(load, figure)
            .filter(one -> one.isPeer(SENDING))
            .max(Comparator.comparingDouble(Figure::value));
    Goal goal = atLeast("echoes/s over best peer's", least);
    compare(goal, load, figure(OURS, load, figure), best, best);
  }

  private void idle() {
    Workload load = Workload.IDLE;
    OptionalDouble kibibytes =
        median(load, "memory_per_connection").stream().map(bytes -> bytes / KIBIBYTE).findFirst();
    Goal memory = atMost("KiB of heap and direct memory a connection", 8);
    alone(memory, load, NUMBER, kibibytes);
    alone(below("heartbeats: % of a core", 1), load, NUMBER, median(load, "cpu_percent"));
  }

  private void garbage() {
    Workload load = Workload.SOAK;
    Goal bytes = below("bytes of garbage a token and receiver", 0.005);
    alone(bytes, load, "%.4f", median(load, "bytes_per_token"));
    alone(atMost("garbage collections in a minute", 0), load, "%.0f", median(load, "gcs"));
  }

  private void tls(Workload load) {
    Goal goal = atMost("TLS: CPU per frame over Netty's", 0.8);
    cost(goal, load, "deltawire-tls", "netty-tls");
    cost(goal, load, "deltawire-tls", "netty-tls-16");
  }

  private void adapter(Workload load) {
    double third = 1.0 / 3;
    String library = "java-websocket";
    String what = "transport-javawebsocket over its library: CPU per ";
    cost(atMost(what + "frame", third), load, "deltawire-javawebsocket", library);
    cost(atMost(what + "token, merged", third), load, "deltawire-javawebsocket-merged", library);
  }

  /** The processor time of one of ours over a rival's. */
  private void cost(Goal goal, Workload load, String ours, String rival) {
    Optional<Figure> other = figure(rival, load, CPU);
    compare(goal, load, figure(ours, load, CPU), other, other);
  }

  /** The processor time of the best of those peers over ours. */
  private void lead(Goal goal, Workload load, Set<Style> styles) {
    Optional<Figure> best = least(load, CPU, styles);
    compare(goal, load, best, figure(OURS, load, CPU), best);
  }

  private Optional<Figure> least(Workload load, String figure, Set<Style> styles) {
    return all(load, figure)
        .filter(one -> one.isPeer(styles) && one.kept())
        .min(Comparator.comparingDouble(Figure::value));
  }

  private Stream<Figure> all(Workload load, String figure) {
    return results.subjects(load).stream().flatMap(one -> figure(one, load, figure).stream());
  }

  private Optional<Figure> figure(String subject, Workload load, String figure) {
    return figure(Subject.of(subject), load, figure);
  }

  private Optional<Figure> figure(Subject subject, Workload load, String figure) {
    boolean kept = !results.overloaded(subject, load);
    OptionalDouble value = results.median(subject, load, figure);
    return value.stream().mapToObj(one -> new Figure(subject, one, kept)).findFirst();
  }

  private void compare(
      Goal goal,
      Workload load,
      Optional<Figure> above,
      Optional<Figure> below,
      Optional<Figure> rival) {
    if (results.subjects(load).isEmpty()) {
      return; // a workload that was left out has no goal
    }
    String against = rival.map(one -> one.subject().name()).orElse("");
    Optional<Figure> late =
        Stream.of(above, below).flatMap(Optional::stream).filter(one -> !one.kept()).findFirst();
    if (above.isEmpty() || below.isEmpty()) {
      table.row(load.key(), goal.toString(), "", against, "not measured");
    } else if (late.isPresent()) {
      String verdict = late.get().subject() + " overloaded";
      table.row(load.key(), goal.toString(), "", against, verdict);
    } else {
      row(goal, load, NUMBER, above.get().value() / below.get().value(), against);
    }
  }

  private OptionalDouble median(Workload load, String figure) {
    return results.median(Subject.of(OURS), load, figure);
  }

  private void alone(Goal goal, Workload load, String format, OptionalDouble value) {
    if (value.isPresent()) {
      row(goal, load, format, value.getAsDouble(), "");
    } else if (!results.subjects(load).isEmpty()) {
      table.row(load.key(), goal.toString(), "", "", "not measured");
    }
  }

  private void row(Goal goal, Workload load, String format, double value, String against) {
    String number = String.format(Locale.ROOT, format, value);
    table.row(load.key(), goal.toString(), number, against, goal.verdict(value));
  }
}
