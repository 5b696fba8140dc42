package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * The pings and pongs of one connection that have not been taken yet: they go ahead of data.
 *
 * <p>Bounded: a peer that pings without reading gets no pong for what does not fit (RFC 6455 §5.5.3
 * lets the newest stand for all).
 */
final class ControlFrames {

  /** Room for the largest pong, and then for several of the usual size. */
  private static final int CAPACITY = 256;

  private static final int RESERVED_FOR_PING = FrameHeader.size(0) + Long.BYTES;

  private ByteBuffer pending;

  boolean isEmpty() {
    return pending == null || pending.position() == 0;
  }

  /** Adds a pong, or drops it when there is no room. */
  void pong(ByteBuffer payload) {
    ByteBuffer buffer = buffer();
    int size = FrameHeader.size(payload.remaining()) + payload.remaining();
    if (size <= buffer.remaining() - RESERVED_FOR_PING) {
      FrameHeader.put(buffer, FrameHeader.PONG, payload.remaining());
      buffer.put(payload);
    }
  }

  /** Adds a ping. At most one is pending at a time. */
  void ping(long cursor) {
    ByteBuffer buffer = buffer();
    FrameHeader.put(buffer, FrameHeader.PING, Long.BYTES);
    buffer.putLong(cursor);
  }

  /** Writes what is pending; whether all of it was taken. */
  boolean drain(FrameSink sink) {
    if (isEmpty()) {
      return true;
    }
    pending.flip();
    sink.write(pending);
    pending.compact();
    return pending.position() == 0;
  }

  private ByteBuffer buffer() {
    if (pending == null) {
      pending = ByteBuffer.allocate(CAPACITY);
    }
    return pending;
  }
}
