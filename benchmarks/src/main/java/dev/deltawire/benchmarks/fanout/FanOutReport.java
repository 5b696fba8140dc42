package dev.deltawire.benchmarks.fanout;

import dev.deltawire.benchmarks.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The medians of all rounds, each load's subjects side by side. */
final class FanOutReport {

  private static final double MILLI = 1e6;

  private final Map<Scenario, Map<FanOutSubject, List<Measurement>>> rounds = new LinkedHashMap<>();

  void add(Measurement measurement) {
    rounds
        .computeIfAbsent(measurement.scenario(), scenario -> new LinkedHashMap<>())
        .computeIfAbsent(measurement.subject(), subject -> new ArrayList<>())
        .add(measurement);
  }

  /** Tables in Markdown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    rounds.forEach(
        (scenario, subjects) ->
            text.append("\n**")
                .append(scenario)
                .append("**\n\n")
                .append(table(scenario, subjects)));
    return text.toString();
  }

  private static Table table(Scenario scenario, Map<FanOutSubject, List<Measurement>> subjects) {
    Table table =
        new Table(
            "subject",
            "k deliveries per CPU s",
            "range",
            "× peer",
            "tokens per frame",
            "k deliveries per s",
            "CPU %",
            "B per delivery",
            "GCs",
            "p50 ms",
            "p99 ms",
            "stalls");
    double peer =
        median(
            subjects.getOrDefault(FanOutSubject.PEER_BROADCAST, List.of()),
            Measurement::deliveriesPerCpuSecond);
    subjects.forEach((subject, runs) -> table.row(row(subject, scenario, runs, peer)));
    return table;
  }

  private static String[] row(
      FanOutSubject subject, Scenario scenario, List<Measurement> runs, double peer) {
    double rate = median(runs, Measurement::deliveriesPerCpuSecond);
    return new String[] {
      subject.toString(),
      format("%.0f", rate / 1000),
      range(runs),
      format("%.2f", rate / peer),
      format("%.1f", median(runs, Measurement::tokensPerFrame)),
      format("%.0f", median(runs, Measurement::deliveriesPerSecond) / 1000),
      format("%.0f", median(runs, Measurement::cpuShare) * 100),
      format("%.1f", median(runs, Measurement::bytesPerDelivery)),
      format("%.0f", median(runs, run -> run.server().collections())),
      latency(scenario, runs, Measurement::p50Nanos),
      latency(scenario, runs, Measurement::p99Nanos),
      format("%.0f", median(runs, Measurement::stalls)),
    };
  }

  private static String latency(
      Scenario scenario, List<Measurement> runs, ToDoubleFunction<Measurement> nanos) {
    if (!scenario.isPaced()) {
      return "";
    }
    boolean kept = runs.stream().allMatch(Measurement::paceKept);
    return kept ? format("%.2f", median(runs, nanos) / MILLI) : "not kept";
  }

  private static String range(List<Measurement> runs) {
    double[] rates = sorted(runs, Measurement::deliveriesPerCpuSecond);
    return format("%.0f–", rates[0] / 1000) + format("%.0f", rates[rates.length - 1] / 1000);
  }

  /** The middle value; of an even number the upper one. */
  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> value) {
    double[] sorted = sorted(runs, value);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }

  private static double[] sorted(List<Measurement> runs, ToDoubleFunction<Measurement> value) {
    return runs.stream().mapToDouble(value).sorted().toArray();
  }

  private static String format(String pattern, double value) {
    return Double.isNaN(value) ? "" : String.format(pattern, value);
  }
}
