package dev.deltawire.benchmarks.fanout;

/** The subjects of {@link FanOutRun}. */
enum FanOutSubject {
  /** Ours on {@code transport-jdk}: every token a frame of its own. */
  JDK,
  /** The same, with the tokens between two flushes merged into one frame. */
  JDK_MERGED,
  /** Ours on {@code transport-javawebsocket}. */
  JAVAWEBSOCKET,
  /** The same, merged. */
  JAVAWEBSOCKET_MERGED,
  /** Java-WebSocket's own {@code broadcast} of messages that are ready. */
  PEER_BROADCAST;

  /** Whether one flush carries what was appended since the last one as one frame. */
  boolean merges() {
    return this == JDK_MERGED || this == JAVAWEBSOCKET_MERGED;
  }

  /** Makes the server, not started, for at most that many receivers. */
  FanOutServer open(int receivers) {
    return switch (this) {
      case JDK, JDK_MERGED -> new StreamServer("jdk", merges(), receivers);
      case JAVAWEBSOCKET, JAVAWEBSOCKET_MERGED ->
          new StreamServer("javawebsocket", merges(), receivers);
      case PEER_BROADCAST -> new BroadcastServer(receivers);
    };
  }
}
