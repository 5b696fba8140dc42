package dev.deltawire.benchmarks.peers;

import static dev.deltawire.benchmarks.peers.Workload.CONNECTS;
import static dev.deltawire.benchmarks.peers.Workload.DEEP_64;
import static dev.deltawire.benchmarks.peers.Workload.ECHO_1;
import static dev.deltawire.benchmarks.peers.Workload.ECHO_16;
import static dev.deltawire.benchmarks.peers.Workload.FAN_1000;
import static dev.deltawire.benchmarks.peers.Workload.FAN_64;
import static dev.deltawire.benchmarks.peers.Workload.IDLE;
import static dev.deltawire.benchmarks.peers.Workload.PACED_200;
import static dev.deltawire.benchmarks.peers.Workload.PACED_50;
import static dev.deltawire.benchmarks.peers.Workload.SOAK;
import static dev.deltawire.benchmarks.peers.Workload.STREAMS_50;
import static dev.deltawire.benchmarks.peers.Workload.STREAMS_SATURATED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A server that is measured.
 *
 * @param name as its own command knows it
 * @param family whose it is
 * @param style how it sends what several receivers get
 * @param workloads that it takes part in
 */
record Subject(String name, Family family, Style style, Set<Workload> workloads) {

  /** Whose server it is. */
  enum Family {
    OURS,
    NATIVE,
    PEER
  }

  /** How tokens become writes. */
  enum Style {
    /** As its documentation recommends; ours: a frame a token. */
    DOCUMENTED,
    /** Sixteen ready frames a write. */
    BATCHED,
    /** Tokens that wait together become one frame. */
    MERGED,
    /** Each frame encoded for its receiver by the usual JSON library. */
    ENCODING,
    /** The same, sixteen frames a write. */
    ENCODING_BATCHED,
    /** As documented, over TLS by the JDK's engine. */
    TLS,
    /** The same, sixteen frames a write. */
    TLS_BATCHED
  }

  private static final Set<Workload> SATURATED = EnumSet.of(FAN_64, FAN_1000);
  private static final Set<Workload> STREAMS = EnumSet.of(STREAMS_SATURATED, STREAMS_50);
  private static final Set<Workload> PLAIN =
      EnumSet.of(FAN_64, FAN_1000, PACED_50, PACED_200, ECHO_1, ECHO_16, CONNECTS, IDLE);

  /** All of them, in the order of the tables. */
  static final List<Subject> ALL =
      List.of(
          ours("deltawire", Style.DOCUMENTED, with(PLAIN, STREAMS_SATURATED, STREAMS_50, SOAK)),
          ours("deltawire-merged", Style.MERGED, with(SATURATED, STREAMS_SATURATED, DEEP_64)),
          ours("deltawire-javawebsocket", Style.DOCUMENTED, PLAIN),
          ours("deltawire-javawebsocket-merged", Style.MERGED, SATURATED),
          ours("deltawire-tls", Style.TLS, SATURATED),
          new Subject(
              "c-epoll",
              Family.NATIVE,
              Style.DOCUMENTED,
              with(PLAIN, STREAMS_SATURATED, STREAMS_50)),
          new Subject(
              "c-epoll-16",
              Family.NATIVE,
              Style.BATCHED,
              with(SATURATED, STREAMS_SATURATED, DEEP_64)),
          peer("netty-epoll", Style.DOCUMENTED, PLAIN),
          peer("netty-epoll-16", Style.BATCHED, with(SATURATED, DEEP_64)),
          peer("netty-nio", Style.DOCUMENTED, PLAIN),
          peer("netty-nio-16", Style.BATCHED, SATURATED),
          peer("netty-jackson", Style.ENCODING, STREAMS),
          peer("netty-jackson-16", Style.ENCODING_BATCHED, EnumSet.of(STREAMS_SATURATED)),
          peer("netty-tls", Style.TLS, SATURATED),
          peer("netty-tls-16", Style.TLS_BATCHED, SATURATED),
          peer("helidon", Style.DOCUMENTED, PLAIN),
          peer("helidon-json", Style.ENCODING, STREAMS),
          peer("vertx", Style.DOCUMENTED, PLAIN),
          peer("undertow", Style.DOCUMENTED, PLAIN),
          peer("jetty", Style.DOCUMENTED, PLAIN),
          peer("jetty-16", Style.BATCHED, SATURATED),
          peer("tomcat", Style.DOCUMENTED, PLAIN),
          peer("tomcat-16", Style.BATCHED, SATURATED),
          peer("ws", Style.DOCUMENTED, PLAIN),
          peer("ws-16", Style.BATCHED, SATURATED),
          peer("ws-stringify", Style.ENCODING, STREAMS),
          peer("java-websocket", Style.DOCUMENTED, PLAIN));

  /** Keeps the workloads from change. */
  Subject {
    workloads = Collections.unmodifiableSet(EnumSet.copyOf(workloads));
  }

  private static Subject ours(String name, Style style, Set<Workload> workloads) {
    return new Subject(name, Family.OURS, style, workloads);
  }

  private static Subject peer(String name, Style style, Set<Workload> workloads) {
    return new Subject(name, Family.PEER, style, workloads);
  }

  private static Set<Workload> with(Set<Workload> some, Workload... more) {
    Set<Workload> all = EnumSet.copyOf(some);
    Collections.addAll(all, more);
    return all;
  }

  static Subject of(String name) {
    return ALL.stream()
        .filter(subject -> subject.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such subject: " + name));
  }

  boolean merges() {
    return style == Style.MERGED;
  }

  boolean overTls() {
    return style == Style.TLS || style == Style.TLS_BATCHED;
  }

  @Override
  public String toString() {
    return name;
  }
}
