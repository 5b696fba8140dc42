package dev.deltawire.server.spi;

import java.util.Optional;
import java.util.function.Function;

/**
 * The core's yes to one handshake, with all that a transport needs to know of the connection.
 *
 * @param subprotocol the value of {@code Sec-WebSocket-Protocol}, if one was chosen
 * @param compression what was agreed on permessage-deflate; always empty for a transport without
 *     {@link Capability#COMPRESSION}
 * @param maxMessageBytes inbound limit of an inflated, reassembled message; above it the transport
 *     reports {@link ProtocolViolation#MESSAGE_TOO_LARGE} as soon as the excess is known
 * @param listener makes the core's side of the connection
 */
public record Acceptance(
    Optional<String> subprotocol,
    Optional<Compression> compression,
    int maxMessageBytes,
    Function<WebSocketChannel, WebSocketListener> listener) {

  /** An acceptance without subprotocol and compression. */
  public static Acceptance of(
      int maxMessageBytes, Function<WebSocketChannel, WebSocketListener> listener) {
    return new Acceptance(Optional.empty(), Optional.empty(), maxMessageBytes, listener);
  }

  /** This acceptance with another limit of messages. */
  public Acceptance withMaxMessageBytes(int limit) {
    return new Acceptance(subprotocol, compression, limit, listener);
  }

  /** This acceptance with what was agreed on compression, or nothing. */
  public Acceptance withCompression(Optional<Compression> agreed) {
    return new Acceptance(subprotocol, agreed, maxMessageBytes, listener);
  }

  /** This acceptance with a subprotocol, or none. */
  public Acceptance withSubprotocol(Optional<String> chosen) {
    return new Acceptance(chosen, compression, maxMessageBytes, listener);
  }
}
