package dev.deltawire.server.spi;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The transport's handle on one upgraded peer.
 *
 * <p>Thread: its {@link #loop()}, unless a method says otherwise.
 */
public interface WebSocketChannel extends FrameSink {

  /** The loop that owns the connection for its whole life. Thread: any. */
  EventLoop loop();

  /** The TCP peer. Thread: any. */
  InetSocketAddress remoteAddress();

  /**
   * The peer is known now: from here on its messages may have up to {@code maxMessageBytes} bytes,
   * and others let go of memory before it does.
   */
  void authenticated(int maxMessageBytes);

  /**
   * Asks for {@link WebSocketListener#fill} : now if the socket can take bytes, otherwise as soon
   * as it can. Calls in between do nothing more.
   */
  void flush();

  /** Whether {@link #write} may take something now; always false where it never does. */
  default boolean ready() {
    return false;
  }

  /**
   * Takes bytes as the sink of a {@code fill} does, but without one: for a listener that has
   * nothing else to send.
   *
   * <p>Takes nothing during a {@code fill}, while the socket can't take bytes, and wherever the
   * transport knows no such way. For what is left the listener calls {@link #flush}.
   */
  @Override
  default int write(ByteBuffer frames) {
    return 0;
  }

  /**
   * Stops calling {@code onText}, {@code onPing}, {@code onPong} and reading the socket.
   * Idempotent.
   */
  void suspendReads();

  /**
   * Undoes {@link #suspendReads()}; messages that were already read are delivered first.
   * Idempotent.
   */
  void resumeReads();

  /** Closes the TCP connection after the bytes that the sink has taken are written. Idempotent. */
  void shutdown();

  /** Closes the TCP connection at once; bytes not yet written are lost. Idempotent. */
  void terminate();
}
