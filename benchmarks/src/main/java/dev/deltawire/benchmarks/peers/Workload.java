package dev.deltawire.benchmarks.peers;

import java.util.Arrays;

/** What the load client does with a server, by the client's own names. */
enum Workload {
  FAN_64("fan-64", "one stream, 64 receivers, saturated", Kind.SATURATED),
  FAN_1000("fan-1000", "one stream, 1,000 receivers, saturated", Kind.SATURATED),
  DEEP_64("deep-64", "one stream, 64 receivers, a window of 4,096 tokens", Kind.SATURATED),
  PACED_50("paced-50", "one stream at 50 tokens/s, 1,000 receivers", Kind.PACED),
  PACED_200("paced-200", "one stream at 200 tokens/s, 1,000 receivers", Kind.PACED),
  STREAMS_SATURATED(
      "streams-saturated", "1,000 streams, one receiver each, saturated", Kind.SATURATED),
  STREAMS_50("streams-50", "1,000 streams at 50 tokens/s, one receiver each", Kind.PACED),
  ECHO_1("echo-1", "echo, 64 connections, 1 message in flight on each", Kind.ECHO),
  ECHO_16("echo-16", "echo, 64 connections, 16 messages in flight on each", Kind.ECHO),
  CONNECTS("connects", "connect, upgrade, close, connect again", Kind.CONNECTS),
  IDLE("idle", "10,000 idle connections", Kind.IDLE),
  SOAK("soak", "one stream, 1,000 receivers, saturated for a minute", Kind.SATURATED);

  /** Which figures a workload has. */
  enum Kind {
    SATURATED("cpu_per_million_tokens", "CPU s per million tokens delivered, lower is better"),
    PACED("cpu_per_million_tokens", "CPU s per million tokens delivered, lower is better"),
    ECHO("echoes_per_s", "echoes a second, higher is better"),
    CONNECTS("connects_per_s", "connections a second, higher is better"),
    IDLE("memory_per_connection", "bytes of heap and direct memory per connection");

    private final String figure;
    private final String axis;

    Kind(String figure, String axis) {
      this.figure = figure;
      this.axis = axis;
    }

    /** The figure that subjects are compared by. */
    String figure() {
      return figure;
    }

    /** What that figure is. */
    String axis() {
      return axis;
    }
  }

  private final String key;
  private final String title;
  private final Kind kind;

  Workload(String key, String title, Kind kind) {
    this.key = key;
    this.title = title;
    this.kind = kind;
  }

  String key() {
    return key;
  }

  /** Whether one round is enough: these take long or hardly differ between rounds. */
  boolean once() {
    return this == CONNECTS || this == IDLE || this == SOAK;
  }

  /** Whether a server of its own is measured, which nothing has warmed up. */
  boolean alone() {
    return this == IDLE || this == SOAK;
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  static Workload of(String key) {
    return Arrays.stream(values())
        .filter(workload -> workload.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such workload: " + key));
  }
}
