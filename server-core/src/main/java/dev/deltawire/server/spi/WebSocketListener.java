package dev.deltawire.server.spi;

import java.nio.ByteBuffer;

/**
 * What a transport tells the core about one connection.
 *
 * <p>All calls come from the connection's loop, in the order of this grammar: {@code (onText |
 * onBinary | onPing | onPong | fill)* (onClose | onViolation)? fill* onDisconnected}. After {@code
 * onClose} or {@code onViolation} the transport reads and ignores whatever else the peer sends.
 * Control frames of the answer (pong, close) are the core's work, so that every transport answers
 * alike. Implementations don't throw; if one does, the transport terminates that connection and
 * nothing else.
 */
public interface WebSocketListener {

  /** A whole text message as valid UTF-8 between position and limit; valid during the call only. */
  void onText(ByteBuffer utf8);

  /**
   * Whether {@link #onBinary} is called; otherwise a binary message is {@link
   * ProtocolViolation#BINARY_MESSAGE} at its first byte. Always the same answer.
   */
  default boolean takesBinary() {
    return false;
  }

  /** A whole binary message between position and limit; valid during the call only. */
  default void onBinary(ByteBuffer payload) {}

  /** A ping's payload, at most 125 bytes; valid during the call only. */
  void onPing(ByteBuffer payload);

  /** A pong's payload, at most 125 bytes; valid during the call only. */
  void onPong(ByteBuffer payload);

  /** A valid close frame; {@code code} is 1005 when it carried none (RFC 6455 §7.4.1). */
  void onClose(int code, String reason);

  /** The peer broke a rule of the wire; the core answers with the violation's close code. */
  void onViolation(ProtocolViolation violation);

  /**
   * Writes what is pending, as far as the sink takes it.
   *
   * @return whether something is left; the transport then calls again when the socket can take more
   */
  boolean fill(FrameSink sink);

  /** The TCP connection is gone, for whatever reason. The last call, exactly once. */
  void onDisconnected();
}
