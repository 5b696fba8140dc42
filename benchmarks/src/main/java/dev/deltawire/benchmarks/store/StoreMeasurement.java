package dev.deltawire.benchmarks.store;

import dev.deltawire.benchmarks.Table;
import java.util.Locale;

/**
 * What one run of senders has come to.
 *
 * @param commits transactions, each of which is one fsync if there are any
 */
record StoreMeasurement(
    int writers, boolean fsync, double seconds, long sends, long commits, long p50, long p99) {

  double sendsPerSecond() {
    return sends / seconds;
  }

  void addTo(Table table) {
    table.row(
        Integer.toString(writers),
        fsync ? "yes" : "no",
        String.format(Locale.ROOT, "%,.0f", sendsPerSecond()),
        String.format(Locale.ROOT, "%,.0f", commits / seconds),
        String.format(Locale.ROOT, "%.1f", (double) sends / commits),
        millis(p50),
        millis(p99));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f", nanos / 1e6);
  }
}
