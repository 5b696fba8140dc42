package dev.deltawire.benchmarks.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One subject under one load, once: warm up, measure, end, and check that nobody missed a byte. */
final class LoadRun {

  private static final Duration BEFORE_START = Duration.ofMillis(100);
  private static final long POLL_MILLIS = 20;
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final ServerProcess server;
  private final LoadClient client;
  private final Progress progress;
  private final long start = System.nanoTime() + BEFORE_START.toNanos();
  private final List<Counters> marks = new ArrayList<>();
  private long published = -1;
  private long lastBytes = start;
  private long lastNudge = start;
  private int stalls;

  private LoadRun(
      ServerProcess server, LoadClient client, Scenario scenario, Duration warmUp, Duration time) {
    this.server = server;
    this.client = client;
    this.progress =
        scenario.isPaced()
            ? new PacedLatency(start, scenario.intervalNanos(), warmUp, time)
            : new AckWindow(scenario.receivers(), server::send);
  }

  /** Starts a server, measures it and stops it. */
  static Measurement measure(
      FanOutSubject subject,
      Scenario scenario,
      Duration warmUp,
      Duration time,
      List<String> serverPrefix)
      throws IOException {
    try (ServerProcess server = ServerProcess.launch(subject, scenario, serverPrefix);
        LoadClient client = new LoadClient()) {
      InetSocketAddress address = server.address();
      client.connect(address, scenario.receivers());
      LoadRun run = new LoadRun(server, client, scenario, warmUp, time);
      run.run(warmUp, time);
      return run.measurement(subject, scenario);
    }
  }

  private void run(Duration warmUp, Duration time) throws IOException {
    server.send(start);
    pollUntil(start + warmUp.toNanos());
    server.send(Control.MARK);
    pollUntil(start + warmUp.plus(time).toNanos());
    server.send(Control.MARK);
    server.send(Control.STOP);
    while (published < 0 || !client.complete(published)) {
      poll();
      readReplies();
    }
  }

  private Measurement measurement(FanOutSubject subject, Scenario scenario) {
    LatencyHistogram latencies =
        progress instanceof PacedLatency paced ? paced.histogram() : new LatencyHistogram();
    return new Measurement(
        subject,
        scenario,
        marks.get(1).since(marks.get(0)),
        (double) client.tokens() / client.frames(),
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        stalls);
  }

  private void pollUntil(long deadline) throws IOException {
    while (System.nanoTime() < deadline) {
      poll();
    }
  }

  private void poll() throws IOException {
    long bytes = client.poll(progress, POLL_MILLIS);
    long now = System.nanoTime();
    if (bytes > 0) {
      lastBytes = now;
    } else if (now - lastBytes > DEAD_NANOS) {
      throw new IOException("nothing has come for " + (now - lastBytes) + " ns");
    } else if (now - Math.max(lastBytes, lastNudge) > QUIET_NANOS) {
      lastNudge = now;
      stalls++;
      server.send(Control.NUDGE);
    }
  }

  private void readReplies() throws IOException {
    for (String line = server.reply(0); line != null; line = server.reply(0)) {
      if (line.startsWith(Producer.MARK)) {
        marks.add(Counters.parse(line.substring(Producer.MARK.length())));
      } else if (line.startsWith(Producer.DONE)) {
        published = Long.parseLong(line.substring(Producer.DONE.length()));
      } else {
        throw new IOException("unexpected reply: " + line);
      }
    }
  }
}
