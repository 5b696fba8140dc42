package dev.deltawire.server.spi;

import java.nio.ByteBuffer;

/** Where a connection's ready RFC 6455 frames go, header included, unmasked. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Takes bytes from {@code frames}, advances its position by what it took and returns that count.
   *
   * <p>It takes all, or as much as the socket accepts now; a count below what remained means: stop,
   * the transport will call {@link WebSocketListener#fill} again. Bytes taken leave the peer's
   * socket in order. The buffer and its content belong to the caller again on return. Thread: the
   * loop. Does not throw, and calls nobody back: trouble with the socket takes everything and ends
   * in {@code onDisconnected} later.
   */
  int write(ByteBuffer frames);
}
