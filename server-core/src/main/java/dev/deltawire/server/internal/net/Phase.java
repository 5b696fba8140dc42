package dev.deltawire.server.internal.net;

import java.nio.ByteBuffer;

/**
 * What a connection is doing now: serving HTTP, speaking WebSocket, or lingering.
 *
 * <p>Thread: the connection's loop. A throw is reported and ends that connection.
 */
public interface Phase {

  /**
   * Reads {@code in}, from its position to its limit; bytes may be left, as they were, because
   * reads are paused or the connection has had its share of this turn, and come again after that.
   */
  void received(ByteBuffer in);

  /** The peer has ended its side of the TCP connection. */
  void inputEnded();

  /** All bytes handed over are written, and the socket can take more. */
  void writable();

  /** Memory is short, and this connection holds more of it than others: it has to let go. */
  void crowded();

  /** The socket is closed; the last call, exactly once, never from within another one. */
  void disconnected();
}
