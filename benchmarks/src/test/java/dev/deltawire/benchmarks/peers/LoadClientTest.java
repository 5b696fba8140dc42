package dev.deltawire.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The load client in C against our servers, as a run uses it. */
class LoadClientTest {

  private static final Pace.Span SPAN = new Pace.Span(0.1, 0.2);
  private static final Pace SHORT = new Pace(SPAN, SPAN, 0.2, SPAN);

  @TempDir static Path built;

  private static Installation installation;

  @BeforeAll
  static void build() throws Exception {
    boolean tools = run("gcc", "--version") && run("make", "--version");
    assertTrue(tools || isSkipReviewed(), "no gcc or make, and no reviewed skip");
    assumeTrue(tools, "no gcc or make is installed");
    assertTrue(run("make", "-s", "-C", "native", "CC=gcc", "OUT=" + built));
    installation = new Installation(built, Path.of("peers"), List.of(), List.of());
    CorpusFile.write(installation.corpus());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deltawire", "deltawire-merged", "deltawire-javawebsocket-merged", "c-epoll-16"})
  void tokensReachAllReceivers(String subject) throws Exception {
    Sample sample = measure(subject, Workload.FAN_64);
    assertTrue(sample.figures().get("tokens") >= sample.figures().get("frames"));
    assertTrue(sample.figures().get("frames") > 0);
    assertTrue(sample.figures().get("cpu") > 0);
  }

  @Test
  void everyStreamHasItsOwnFrames() throws Exception {
    Sample sample = measure("deltawire", Workload.STREAMS_50);
    assertTrue(sample.figures().get("tokens") > 0);
    assertTrue(sample.figures().get("p50_ms") > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deltawire", "c-epoll"})
  void echoesAndConnectsAreCounted(String subject) throws Exception {
    assertTrue(measure(subject, Workload.ECHO_16).figures().get("echoes_per_s") > 0);
    assertTrue(measure(subject, Workload.CONNECTS).figures().get("connects_per_s") > 0);
  }

  @Test
  void theFirstWorkloadOfAKindIsWarmedUpForLonger() throws Exception {
    Pace pace = new Pace(SPAN, SPAN, 1, SPAN);
    List<Sample> samples = new ArrayList<>();
    long began = System.nanoTime();
    new LoadClient(installation, samples::add)
        .measure(1, Subject.of("c-epoll"), pace, List.of(Workload.ECHO_1, Workload.CONNECTS));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertEquals(2, samples.size());
    assertTrue(took.compareTo(Duration.ofSeconds(2)) > 0, took::toString);
  }

  @Test
  void anotherTextThanExpectedFails() throws Exception {
    Path other = built.resolve("other.txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(installation.corpus(), UTF_8));
    lines.set(1, lines.get(1) + "!");
    Files.write(other, lines, UTF_8);
    List<String> command = installation.client(Subject.of("c-epoll"), SHORT);
    command.addAll(List.of("--corpus", other.toString(), Workload.FAN_64.key(), "--"));
    command.addAll(installation.server(Subject.of("c-epoll")));
    Process process = new ProcessBuilder(command).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(2, process.waitFor());
    assertTrue(output.startsWith("fan-64 failed: wrong bytes for stream 0"), output);
  }

  @Test
  void aServerThatDoesNotStartIsAFailure() throws Exception {
    Installation nothing = new Installation(built, built, List.of(), List.of());
    List<Sample> samples = new ArrayList<>();
    new LoadClient(nothing, samples::add)
        .measure(1, Subject.of("jetty"), SHORT, List.of(Workload.FAN_64, Workload.ECHO_1));
    assertEquals(
        List.of(Workload.FAN_64, Workload.ECHO_1), samples.stream().map(Sample::workload).toList());
    assertTrue(samples.stream().allMatch(Sample::failed));
  }

  private static Sample measure(String subject, Workload workload) throws Exception {
    List<Sample> samples = new ArrayList<>();
    new LoadClient(installation, samples::add)
        .measure(1, Subject.of(subject), SHORT, List.of(workload));
    assertEquals(1, samples.size());
    assertEquals("", samples.get(0).failure());
    return samples.get(0);
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private static boolean isSkipReviewed() throws IOException {
    try (InputStream in = LoadClientTest.class.getResourceAsStream("/skips.txt")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .anyMatch(line -> line.startsWith(LoadClientTest.class.getSimpleName() + " "));
    }
  }
}
