package dev.deltawire.benchmarks.peers;

import java.util.List;

/**
 * How long each workload of one client is measured.
 *
 * @param saturated of workloads that go as fast as they can
 * @param paced of workloads with a rate
 * @param first the least warm-up of a server's first workload of a kind and of a thousand streams:
 *     a JVM compiles most of it then, and logs grow to their size
 * @param idle of idle connections
 */
record Pace(Span saturated, Span paced, double first, Span idle) {

  /**
   * A measurement.
   *
   * @param warmup seconds before it
   * @param seconds of it
   */
  record Span(double warmup, double seconds) {}

  /** For figures. */
  static final Pace FULL = new Pace(new Span(1, 1.5), new Span(1.5, 3), 3, new Span(1, 2));

  /** To show that it works. */
  static final Pace QUICK = new Pace(new Span(0.3, 0.5), new Span(0.3, 0.5), 1, new Span(0.5, 0.5));

  /** A minute, in which the garbage collector has to stay away. */
  private static final double SOAK_SECONDS = 60;

  /** Behind two turns of our server's heartbeats a third one, which the JIT compiles no more. */
  private static final Span HEARTBEATS = new Span(61, 31);

  /** The same for other seconds of measurement; of idle connections there are as many as before. */
  Pace withSeconds(double value) {
    return new Pace(new Span(saturated.warmup, value), new Span(paced.warmup, value), first, idle);
  }

  /** For a subject's idle connections: {@code transport-jdk} is watched for its heartbeats. */
  Pace watching(Subject subject) {
    boolean beats = subject.name().equals("deltawire") && idle.seconds >= FULL.idle.seconds;
    return beats ? new Pace(saturated, paced, first, HEARTBEATS) : this;
  }

  /** For {@link Workload#SOAK}. */
  Pace soaking() {
    return saturated.seconds <= QUICK.saturated.seconds ? this : withSeconds(SOAK_SECONDS);
  }

  /** What the load client is told. */
  List<String> arguments() {
    return List.of(
        "--warmup",
        Double.toString(saturated.warmup),
        "--seconds",
        Double.toString(saturated.seconds),
        "--paced-warmup",
        Double.toString(paced.warmup),
        "--paced-seconds",
        Double.toString(paced.seconds),
        "--first-warmup",
        Double.toString(first),
        "--idle-warmup",
        Double.toString(idle.warmup),
        "--idle-seconds",
        Double.toString(idle.seconds));
  }

  /** More than these workloads can take, with their connecting and draining. */
  long limitSeconds(List<Workload> workloads) {
    double sum = 30;
    for (Workload workload : workloads) {
      Span span = of(workload.kind());
      sum += 20 + Math.max(first, span.warmup) + span.seconds;
    }
    return (long) sum;
  }

  private Span of(Workload.Kind kind) {
    return switch (kind) {
      case PACED -> paced;
      case IDLE -> idle;
      case SATURATED, ECHO, CONNECTS -> saturated;
    };
  }
}
