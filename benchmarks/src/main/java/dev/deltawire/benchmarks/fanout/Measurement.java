package dev.deltawire.benchmarks.fanout;

/**
 * What one run has shown.
 *
 * @param server what the server did in the measured time
 * @param tokensPerFrame in the whole run
 * @param p50Nanos latency; 0 without a pace
 * @param p99Nanos latency; 0 without a pace
 * @param stalls how often nothing came until the server was nudged
 */
record Measurement(
    FanOutSubject subject,
    Scenario scenario,
    Counters server,
    double tokensPerFrame,
    long p50Nanos,
    long p99Nanos,
    int stalls) {

  private static final double PACE_TOLERANCE = 0.95;

  /** Tokens times receivers. */
  double deliveries() {
    return (double) server.tokens() * scenario.receivers();
  }

  double deliveriesPerCpuSecond() {
    return deliveries() / server.cpuNanos() * 1e9;
  }

  double deliveriesPerSecond() {
    return deliveries() / server.nanoTime() * 1e9;
  }

  double cpuShare() {
    return (double) server.cpuNanos() / server.nanoTime();
  }

  double bytesPerDelivery() {
    return server.allocatedBytes() / deliveries();
  }

  /** Whether the producer was not held up: otherwise the latencies are those of a chosen few. */
  boolean paceKept() {
    double due = (double) server.nanoTime() / scenario.intervalNanos();
    return server.tokens() >= PACE_TOLERANCE * due;
  }

  String toLine() {
    return String.format(
        "%-27s %-21s %9.0f k deliveries per CPU second, %3.0f %% of a CPU",
        scenario, subject, deliveriesPerCpuSecond() / 1000, cpuShare() * 100);
  }
}
