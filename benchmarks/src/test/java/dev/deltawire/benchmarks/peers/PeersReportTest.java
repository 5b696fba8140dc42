package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    assertEquals("0.80 | yes", goal("CPU per frame over c-epoll-16 ≤ 1"));
    assertEquals("18.00 | yes", goal("best peer as documented over ours ≥ 16"));
    assertEquals("2.00 | yes", goal("best peer batched over ours ≥ 1.70"));
    assertEquals("2.00 | NO", goal("merging: frame of its own over merged ≥ 3"));
  }

  @Test
  void whatIsMissingIsNotMeasured() {
    fan("deltawire", 0.2);
    assertEquals(" | not measured", goal("CPU per frame over c-epoll-16 ≤ 1"));
  }

  @Test
  void anOverloadedPeerIsNoMeasureOfOurs() {
    paced("deltawire", 3, 5, 0);
    paced("netty-epoll", 4, 10, 0);
    paced("tomcat", 2, 1, 1);
    assertEquals("0.75 | yes", goal("CPU per frame over best peer < 1"));
    assertEquals("0.50 | yes", goal("p99 over best peer's ≤ 1"));
    assertTrue(row("tomcat").endsWith("| overloaded |"), row("tomcat"));
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
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PeersReport.publish(
        List.of("jdk  25"),
        results,
        directory,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
    String text = Files.readString(directory.resolve("peers.md"));
    assertEquals(text, printed.toString(StandardCharsets.UTF_8));
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
        .filter(cells -> cells.size() > 4 && cells.get(2).equals(what))
        .map(cells -> cells.get(3) + " | " + cells.get(4))
        .findFirst()
        .orElseThrow();
  }

  private String line(String start) {
    return text().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }
}
