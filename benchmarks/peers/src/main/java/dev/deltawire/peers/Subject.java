package dev.deltawire.peers;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import java.util.stream.Stream;

/** A library in one way of using it. */
enum Subject {
  NETTY_EPOLL,
  NETTY_EPOLL_16,
  NETTY_NIO,
  NETTY_NIO_16,
  NETTY_JACKSON,
  NETTY_JACKSON_16,
  NETTY_TLS,
  NETTY_TLS_16,
  HELIDON,
  HELIDON_JSON,
  VERTX,
  UNDERTOW,
  JETTY,
  JETTY_16,
  TOMCAT,
  TOMCAT_16,
  JAVA_WEBSOCKET;

  private static final int TOKENS_A_BATCH = 16;

  /** How many tokens go out in one write. */
  int batch() {
    return name().endsWith("_16") ? TOKENS_A_BATCH : 1;
  }

  boolean needsKeystore() {
    return this == NETTY_TLS || this == NETTY_TLS_16;
  }

  Peer<?, ?> open(Settings settings) throws Exception {
    Deltas deltas = settings.deltas();
    return switch (this) {
      case NETTY_EPOLL, NETTY_EPOLL_16 -> NettyPeer.epoll(new ReadyPayloads(deltas), null);
      case NETTY_NIO, NETTY_NIO_16 -> NettyPeer.nio(new ReadyPayloads(deltas));
      case NETTY_JACKSON, NETTY_JACKSON_16 -> NettyPeer.epoll(new JacksonPayloads(deltas), null);
      case NETTY_TLS, NETTY_TLS_16 ->
          NettyPeer.epoll(new ReadyPayloads(deltas), settings.keystore());
      case HELIDON -> new HelidonPeer(deltas::text);
      case HELIDON_JSON -> new HelidonPeer(new JsonpTexts(deltas)::text);
      case VERTX -> new VertxPeer(deltas);
      case UNDERTOW -> new UndertowPeer(deltas);
      case JETTY -> new JettyPeer(deltas);
      case JETTY_16 -> new JettyCorePeer(deltas);
      case TOMCAT, TOMCAT_16 -> new TomcatPeer(deltas, this == TOMCAT_16);
      case JAVA_WEBSOCKET -> new JavaWebSocketPeer(deltas);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code null} if there is none. */
  static Subject named(String name) {
    return Stream.of(values())
        .filter(subject -> subject.toString().equals(name))
        .findFirst()
        .orElse(null);
  }

  static String names() {
    return Stream.of(values()).map(Subject::toString).collect(joining(", "));
  }
}
