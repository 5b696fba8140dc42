package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * The pings and pongs of one connection that have not been taken yet: they go ahead of data.
 *
 * <p>Bounded: of the pongs that do not fit, because the peer pings without reading, the newest
 * stands for all (RFC 6455 §5.5.3).
 */
final class ControlFrames {

  /** Room for the largest pong, and then for several of the usual size. */
  private static final int CAPACITY = 256;

  private static final int RESERVED_FOR_PING = FrameHeader.size(0) + Long.BYTES;

  private static final int MAX_PAYLOAD = 125;

  private ByteBuffer pending;

  /** The payload of the newest pong, if that waits because it did not fit. */
  private ByteBuffer newest;

  private boolean newestWaits;

  private boolean pinging;

  boolean isEmpty() {
    return pending == null || pending.position() == 0;
  }

  /** Whether a ping is among them. */
  boolean pinging() {
    return pinging;
  }

  /** Whether there is room for a pong, so that none has to stand for others. */
  boolean hasRoomFor(ByteBuffer payload) {
    int size = FrameHeader.size(payload.remaining()) + payload.remaining();
    return size <= buffer().remaining() - RESERVED_FOR_PING;
  }

  /** Adds a pong, or keeps it in the place of older ones when there is no room. */
  void pong(ByteBuffer payload) {
    newestWaits |= !hasRoomFor(payload);
    if (newestWaits) {
      keep(payload);
    } else {
      put(payload);
    }
  }

  /** Adds a ping, unless one that was never taken fills its place. */
  void ping(long payload) {
    ByteBuffer buffer = buffer();
    if (buffer.remaining() >= RESERVED_FOR_PING) {
      FrameHeader.put(buffer, FrameHeader.PING, Long.BYTES);
      buffer.putLong(payload);
      pinging = true;
    }
  }

  /** Writes what is pending; whether all of it was taken. */
  boolean drain(FrameSink sink) {
    if (isEmpty()) {
      return true;
    }
    write(sink);
    if (newestWaits && pending.position() == 0) {
      newestWaits = false;
      put(newest);
      write(sink);
    }
    boolean all = pending.position() == 0;
    pinging &= !all;
    return all;
  }

  private void write(FrameSink sink) {
    pending.flip();
    sink.write(pending);
    pending.compact();
  }

  private void put(ByteBuffer payload) {
    FrameHeader.put(pending, FrameHeader.PONG, payload.remaining());
    pending.put(payload);
  }

  private void keep(ByteBuffer payload) {
    if (newest == null) {
      newest = ByteBuffer.allocate(MAX_PAYLOAD);
    }
    newest.clear().put(payload).flip();
  }

  private ByteBuffer buffer() {
    if (pending == null) {
      pending = ByteBuffer.allocate(CAPACITY);
    }
    return pending;
  }
}
