package dev.deltawire.server.internal.net;

import java.nio.ByteBuffer;

/**
 * Where records pass on their way from and to the sockets of one loop. A connection holds only what
 * of them it can't go on with.
 *
 * <p>They lie on the heap, because the JDK encrypts a full record from an array in less than half
 * the time that a direct buffer costs, the copy to the socket's buffer included.
 *
 * <p>Thread: the loop.
 */
final class TlsBuffers {

  /** More than the largest record of the JDK's engine. */
  private static final int RECORD_BYTES = 17 * 1024;

  private static final int OUTGOING_RECORDS = 4;

  private final ByteBuffer incoming = ByteBuffer.allocate(SocketLoop.BUFFER_BYTES);
  private final ByteBuffer outgoing = ByteBuffer.allocate(OUTGOING_RECORDS * RECORD_BYTES);

  /** Empty, for what is read from one socket. */
  ByteBuffer incoming() {
    return incoming.clear();
  }

  /** Empty, for what is written to one socket at a time. */
  ByteBuffer outgoing() {
    return outgoing.clear();
  }
}
