package dev.deltawire.server.spi;

import java.time.Duration;
import java.util.Set;

/**
 * A dialect's limits and timers.
 *
 * @param maxMessageBytes inbound message limit (X-14: 262144)
 * @param pingInterval time between protocol pings; zero means no heartbeat
 * @param pongTimeout time for the matching pong
 * @param allowedOrigins upgrades with another Origin are refused with 403; empty allows all
 * @param dispatch where {@link Session#onMessage} runs
 * @param heartbeatAction what a missing pong does
 * @param deliveryProbe how soon a ping follows a marked frame of which no pong tells yet (M-29);
 *     zero, the default, leaves that to the heartbeat
 * @param compression whether permessage-deflate may be negotiated; false by default: where a
 *     message has both a secret and text that somebody else chose, its compressed length tells of
 *     the secret
 */
public record DialectOptions(
    int maxMessageBytes,
    Duration pingInterval,
    Duration pongTimeout,
    Set<String> allowedOrigins,
    Dispatch dispatch,
    HeartbeatAction heartbeatAction,
    Duration deliveryProbe,
    boolean compression) {

  /** No first message of a peer that is yet to say who it is needs more (M-04). */
  private static final int ANONYMOUS_BYTES = 16_384;

  /** The limit of messages of a connection without a principal. */
  public int maxAnonymousMessageBytes() {
    return Math.min(maxMessageBytes, ANONYMOUS_BYTES);
  }

  /** Where a session's messages are handled; in order of arrival either way. */
  public enum Dispatch {
    /** On the connection's loop: no hand-over, must not block. */
    INLINE,
    /** On the server's executor, one message of a connection at a time: may block. */
    EXECUTOR
  }

  /** What becomes of a connection whose pong is missing. */
  public enum HeartbeatAction {
    /** It is terminated. */
    TERMINATE,
    /**
     * What waits is dropped, close 1001 "Heartbeat timeout" is sent if the socket takes it now, and
     * the TCP connection ends without waiting for an echo (M-57).
     */
    CLOSE
  }

  /** Options that terminate on a missed heartbeat, probe no delivery and compress nothing. */
  public DialectOptions(
      int maxMessageBytes,
      Duration pingInterval,
      Duration pongTimeout,
      Set<String> allowedOrigins,
      Dispatch dispatch) {
    this(
        maxMessageBytes,
        pingInterval,
        pongTimeout,
        allowedOrigins,
        dispatch,
        HeartbeatAction.TERMINATE,
        Duration.ZERO,
        false);
  }

  /** These options with another heartbeat action. */
  public DialectOptions withHeartbeatAction(HeartbeatAction action) {
    return new DialectOptions(
        maxMessageBytes,
        pingInterval,
        pongTimeout,
        allowedOrigins,
        dispatch,
        action,
        deliveryProbe,
        compression);
  }

  /** These options with another delivery probe. */
  public DialectOptions withDeliveryProbe(Duration probe) {
    return new DialectOptions(
        maxMessageBytes,
        pingInterval,
        pongTimeout,
        allowedOrigins,
        dispatch,
        heartbeatAction,
        probe,
        compression);
  }

  /** These options with compression allowed, or not. */
  public DialectOptions withCompression(boolean allowed) {
    return new DialectOptions(
        maxMessageBytes,
        pingInterval,
        pongTimeout,
        allowedOrigins,
        dispatch,
        heartbeatAction,
        deliveryProbe,
        allowed);
  }
}
