package dev.deltawire.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One workload at one subject in one round.
 *
 * @param round from 1 on
 * @param subject the server
 * @param workload the load
 * @param figures by the load client's names; empty when it failed
 * @param failure why it failed, or empty
 */
record Sample(
    int round, Subject subject, Workload workload, Map<String, Double> figures, String failure) {

  private static final String FAILED = " failed: ";

  static Sample failed(int round, Subject subject, Workload workload, String reason) {
    return new Sample(round, subject, workload, Map.of(), reason);
  }

  /**
   * What a line of the load client says: {@code NAME key=value …} or {@code NAME failed: why}.
   * Throws {@link IllegalArgumentException} for others.
   */
  static Sample parse(int round, Subject subject, String line) {
    int failed = line.indexOf(FAILED);
    if (failed >= 0) {
      Workload workload = Workload.of(line.substring(0, failed));
      return failed(round, subject, workload, line.substring(failed + FAILED.length()));
    }
    String[] words = line.split(" ", -1);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("no figure: " + words[i]);
      }
      figures.put(words[i].substring(0, equals), Double.valueOf(words[i].substring(equals + 1)));
    }
    return new Sample(round, subject, Workload.of(words[0]), figures, "");
  }

  boolean failed() {
    return !failure.isEmpty();
  }
}
