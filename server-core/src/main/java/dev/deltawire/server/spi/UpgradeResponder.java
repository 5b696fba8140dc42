package dev.deltawire.server.spi;

import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the verdict on one handshake; the transport implements it.
 *
 * <p>Exactly one of the two methods is called, once, from any thread. Meanwhile the transport reads
 * nothing further from the peer. If the peer has gone in the meantime, a refusal is dropped; an
 * acceptance still makes its listener, whose only call then is {@code onDisconnected}, so that
 * whatever was reserved for the connection is given back.
 */
public interface UpgradeResponder {

  /**
   * Accepts: the transport calls {@code listener} on the connection's loop before any other
   * callback, then answers 101, so that a peer which has seen the answer misses no event.
   *
   * @param subprotocol the value of {@code Sec-WebSocket-Protocol}, if one was chosen
   * @param maxMessageBytes inbound limit of an inflated, reassembled message; above it the
   *     transport reports {@link ProtocolViolation#MESSAGE_TOO_LARGE} as soon as the excess is
   *     known
   * @param listener makes the core's side of the connection
   */
  void accept(
      Optional<String> subprotocol,
      int maxMessageBytes,
      Function<WebSocketChannel, WebSocketListener> listener);

  /** Refuses: the transport writes the response and closes the TCP connection. */
  void refuse(HttpResponse response);
}
