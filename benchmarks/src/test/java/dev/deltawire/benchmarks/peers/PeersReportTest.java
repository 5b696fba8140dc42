package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersReportTest {

  private final Results results = new Results();

  @TempDir Path directory;

  @Test
  void goalsAreComparedWithWhatWasMeasured() {
    fan("deltawire", 0.2);
    fan("deltawire-merged", 0.1);
    fan("c-epoll-16", 0.25);
    fan("netty-epoll", 3.6);
    fan("netty-epoll-16", 0.4);
    assertEquals(
        "0.80 | c-epoll-16 | yes, 1.25× better", goal("CPU per frame over the C loop's ≤ 1"));
    assertEquals(
        "18.00 | netty-epoll | yes, 1.13× better",
        goal("CPU of best peer as documented over ours ≥ 16"));
    assertEquals(
        "2.00 | netty-epoll-16 | yes, 1.18× better",
        goal("CPU of best peer batched over ours ≥ 1.70"));
    assertEquals(
        "2.00 | deltawire | NO, 1.50× short", goal("CPU per token over merged: a frame each ≥ 3"));
  }

  @Test
  void whatIsMissingIsNotMeasured() {
    fan("deltawire", 0.2);
    assertEquals(" |  | not measured", goal("CPU per frame over the C loop's ≤ 1"));
  }

  @Test
  void anOverloadedPeerIsNoMeasureOfOurs() {
    paced("deltawire", 3, 5, 0);
    paced("netty-epoll", 4, 10, 0);
    paced("tomcat", 2, 1, 1);
    assertEquals(
        "0.75 | netty-epoll | yes, 1.33× better", goal("CPU per frame over best peer's < 1"));
    assertEquals("0.50 | netty-epoll | yes, 2.00× better", goal("p99 over best peer's ≤ 1"));
    assertTrue(row("tomcat").endsWith("| overloaded |"), row("tomcat"));
  }

  @Test
  void whereNoPeerKeepsUpItIsEnoughThatWeDo() {
    paced("deltawire", 3, 5, 0);
    paced("netty-epoll", 4, 10, 1);
    assertEquals(" |  | yes, no peer kept up", goal("p99 over best peer's ≤ 1"));
  }

  @Test
  void oursIsNoMeasureEitherWhenItIsOverloaded() {
    paced("deltawire", 3, 5, 1);
    paced("c-epoll", 4, 10, 0);
    assertEquals(
        " | c-epoll | deltawire overloaded", goal("CPU per frame over the C loop's ≤ 1.10"));
  }

  @Test
  void aGoalOfNothingHasNoMargin() {
    add("deltawire", Workload.SOAK, Map.of("gcs", 0.0, "bytes_per_token", 0.01));
    assertEquals("0 |  | yes", goal("garbage collections in a minute ≤ 0"));
    assertEquals(
        "0.0100 |  | NO, 2.00× short", goal("bytes of garbage a token and receiver < 0.005"));
  }

  @Test
  void aFailureIsShownInTableAndBelow() {
    fan("deltawire", 0.2);
    results.add(Sample.failed(1, Subject.of("jetty"), Workload.FAN_64, "wrong bytes"));
    String text = text();
    assertTrue(row("jetty").endsWith("| FAILED |"), text);
    assertTrue(text.contains("`jetty` failed: wrong bytes"), text);
  }

  @Test
  void ratiosAreToTheFloorOfTheSameRun() {
    fan("deltawire", 0.2);
    fan("c-epoll", 4);
    assertTrue(row("deltawire").contains(" 0.05 "), row("deltawire"));
    assertTrue(row("c-epoll").contains(" 1.00 "), row("c-epoll"));
  }

  @Test
  void tablesAndChartsAreWritten() throws IOException {
    fan("deltawire", 0.2);
    PeersReport.publish(List.of("jdk  25"), results, directory);
    String text = Files.readString(directory.resolve("peers.md"));
    assertTrue(text.contains("jdk  25"));
    assertTrue(Files.readString(directory.resolve("peers-fan-64.svg")).contains(">deltawire<"));
  }

  private void fan(String subject, double cpu) {
    add(
        subject,
        Workload.FAN_64,
        Map.of("cpu_per_million_tokens", cpu, "cpu_per_million_frames", cpu));
  }

  private void paced(String subject, double cpu, double p99, double overloaded) {
    add(
        subject,
        Workload.PACED_50,
        Map.of("cpu_per_million_tokens", cpu, "p99_ms", p99, "overloaded", overloaded));
  }

  private void add(String subject, Workload workload, Map<String, Double> figures) {
    results.add(new Sample(1, Subject.of(subject), workload, new HashMap<>(figures), ""));
  }

  private String text() {
    return PeersReport.text(List.of("cpu  one"), results);
  }

  private String row(String subject) {
    return line("| " + subject + " ");
  }

  /** What a goal's row says behind the goal. */
  private String goal(String what) {
    return text()
        .lines()
        .map(row -> Stream.of(row.split("\\|", -1)).map(String::strip).toList())
        .filter(cells -> cells.size() > 5 && cells.get(2).equals(what))
        .map(cells -> String.join(" | ", cells.subList(3, 6)))
        .findFirst()
        .orElseThrow();
  }

  private String line(String start) {
    return text().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
