package dev.deltawire.benchmarks.peers;

import java.util.List;

/**
 * How long each workload of one client is measured.
 *
 * @param seconds of measurement
 * @param warmup seconds before it
 * @param firstWarmup the same for a server's first workload, when a JVM compiles most
 * @param idleWarmup seconds before idle connections are measured
 * @param idleSeconds of idle connections
 */
record Pace(
    double seconds, double warmup, double firstWarmup, double idleWarmup, double idleSeconds) {

  /** For figures. */
  static final Pace FULL = new Pace(2, 1.2, 3, 1, 2);

  /** To show that it works. */
  static final Pace QUICK = new Pace(0.5, 0.3, 1, 0.5, 0.5);

  /** A minute, in which the garbage collector has to stay away. */
  private static final double SOAK_SECONDS = 60;

  /** A whole turn of our server's heartbeats. */
  private static final double HEARTBEAT_SECONDS = 31;

  Pace withSeconds(double value) {
    return new Pace(value, warmup, firstWarmup, idleWarmup, idleSeconds);
  }

  /**
   * For a subject's idle connections: whoever has heartbeats is watched for the second turn of
   * them.
   */
  Pace watching(Subject subject) {
    boolean beats = subject.family() == Subject.Family.OURS && idleSeconds >= FULL.idleSeconds;
    return beats
        ? new Pace(seconds, warmup, firstWarmup, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS)
        : this;
  }

  /** For {@link Workload#SOAK}. */
  Pace soaking() {
    return seconds < FULL.seconds ? this : withSeconds(SOAK_SECONDS);
  }

  List<String> arguments() {
    return List.of(
        "--seconds",
        Double.toString(seconds),
        "--warmup",
        Double.toString(warmup),
        "--first-warmup",
        Double.toString(firstWarmup),
        "--idle-warmup",
        Double.toString(idleWarmup),
        "--idle-seconds",
        Double.toString(idleSeconds));
  }

  /** More than so many workloads can take, with their connecting and draining. */
  long limitSeconds(int workloads) {
    return (long)
        (60 + workloads * (seconds + warmup + firstWarmup + idleWarmup + idleSeconds + 30));
  }
}
