package dev.deltawire.server.spi;

import java.time.Duration;
import java.util.Set;

/**
 * A dialect's limits and timers.
 *
 * @param maxMessageBytes inbound message limit (X-14: 262144)
 * @param pingInterval time between protocol pings
 * @param pongTimeout time for the matching pong; a socket without it is terminated
 * @param allowedOrigins upgrades with another Origin are refused with 403; empty allows all
 * @param dispatch where {@link Session#onMessage} runs
 */
public record DialectOptions(
    int maxMessageBytes,
    Duration pingInterval,
    Duration pongTimeout,
    Set<String> allowedOrigins,
    Dispatch dispatch) {

  /** Where a session's messages are handled; in order of arrival either way. */
  public enum Dispatch {
    /** On the connection's loop: no hand-over, must not block. */
    INLINE,
    /** On the server's executor, one message of a connection at a time: may block. */
    EXECUTOR
  }
}
