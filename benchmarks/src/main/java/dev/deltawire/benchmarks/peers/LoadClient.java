package dev.deltawire.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The load client's process and, as its child, the server that it measures. */
final class LoadClient {

  private final Installation installation;
  private final Consumer<Sample> samples;

  LoadClient(Installation installation, Consumer<Sample> samples) {
    this.installation = installation;
    this.samples = samples;
  }

  /** Measures one after the other; what fails ends its server, and a new one gets the rest. */
  void measure(int round, Subject subject, Pace pace, List<Workload> workloads)
      throws IOException, InterruptedException {
    Deque<Workload> left = new ArrayDeque<>(workloads);
    while (!left.isEmpty()) {
      for (Sample sample : runOnce(round, subject, pace, List.copyOf(left))) {
        left.remove(sample.workload());
        samples.accept(sample);
      }
    }
  }

  /** At least one sample: a failure of the first workload if there is nothing else. */
  private List<Sample> runOnce(int round, Subject subject, Pace pace, List<Workload> workloads)
      throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    String trouble = run(command(subject, pace, workloads), pace.limitSeconds(workloads), lines);
    List<Sample> found = new ArrayList<>();
    for (String line : lines) {
      try {
        found.add(Sample.parse(round, subject, line));
      } catch (IllegalArgumentException e) {
        trouble = line; // not a workload's
        break;
      }
    }
    boolean failed = !found.isEmpty() && found.get(found.size() - 1).failed();
    if (found.size() < workloads.size() && !failed) {
      found.add(Sample.failed(round, subject, workloads.get(found.size()), trouble));
    }
    return found;
  }

  private List<String> command(Subject subject, Pace pace, List<Workload> workloads) {
    List<String> command = installation.client(subject, pace);
    workloads.forEach(workload -> command.add(workload.key()));
    command.add("--");
    command.addAll(installation.server(subject));
    return command;
  }

  /** Collects what it prints and says how it ended. */
  private static String run(List<String> command, long limitSeconds, List<String> lines)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread end = new Thread(() -> destroy(process));
    Runtime.getRuntime().addShutdownHook(end); // whoever ends the run ends what it measures
    CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(() -> linesOf(process));
    boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
    if (!ended) {
      destroy(process);
      process.waitFor();
    }
    lines.addAll(output.join());
    Runtime.getRuntime().removeShutdownHook(end);
    return ended ? "the load client ended with " + process.exitValue() : "it took too long";
  }

  private static void destroy(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static List<String> linesOf(Process process) {
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .lines()
        .toList();
  }
}
