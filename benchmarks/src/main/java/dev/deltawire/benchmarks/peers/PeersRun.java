package dev.deltawire.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the servers in turn, several rounds, and writes tables, figures and charts. */
public final class PeersRun {

  private final PeersOptions options;
  private final Results results = new Results();
  private final LoadClient client;

  private PeersRun(PeersOptions options) {
    this.options = options;
    this.client = new LoadClient(options.installation(), this::take);
  }

  /** Runs; the options are those of {@link PeersOptions#USAGE}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      run(PeersOptions.parse(List.of(args)));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(PeersOptions options) throws IOException, InterruptedException {
    if (options.report().isPresent()) {
      Path file = options.report().get();
      Results kept = ResultsFile.read(file);
      PeersReport.publish(ResultsFile.head(file), kept, options.results());
      System.out.print(PeersReport.text(ResultsFile.head(file), kept));
    } else {
      new PeersRun(options).run();
    }
  }

  private void run() throws IOException, InterruptedException {
    CorpusFile.write(options.installation().corpus());
    for (int round = 1; round <= options.rounds(); round++) {
      for (Subject subject : options.subjects()) {
        measure(round, subject);
        ResultsFile.write(options.results().resolve("peers.tsv"), head(round - 1), results);
      }
      keep(round);
    }
    System.out.print(PeersReport.text(head(options.rounds()), results));
  }

  private void measure(int round, Subject subject) throws IOException, InterruptedException {
    Pace pace = options.pace();
    List<Workload> workloads =
        options.workloads(subject).stream()
            .filter(workload -> round == 1 || !workload.once())
            .toList();
    client.measure(round, subject, pace, workloads.stream().filter(w -> !w.alone()).toList());
    client.measure(round, subject, pace.watching(subject), only(workloads, Workload.IDLE));
    client.measure(round, subject, pace.soaking(), only(workloads, Workload.SOAK));
  }

  private static List<Workload> only(List<Workload> all, Workload one) {
    return all.stream().filter(workload -> workload == one).toList();
  }

  /** Whoever ends a run before its time has all rounds until then. */
  private void keep(int round) throws IOException {
    ResultsFile.write(options.results().resolve("peers.tsv"), head(round), results);
    PeersReport.publish(head(round), results, options.results());
  }

  private List<String> head(int done) {
    List<String> head = new ArrayList<>(options.head());
    head.add("rounds  " + done + " of " + options.rounds());
    return head;
  }

  private void take(Sample sample) {
    results.add(sample);
    String figure = sample.workload().kind().figure();
    System.err.printf(
        "round %d  %-30s  %-18s  %s%n",
        sample.round(),
        sample.subject(),
        sample.workload().key(),
        sample.failed() ? sample.failure() : figure + ' ' + sample.figures().get(figure));
  }
}
