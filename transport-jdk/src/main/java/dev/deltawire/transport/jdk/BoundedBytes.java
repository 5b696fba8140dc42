package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.GatheredBytes;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;

/** Received bytes up to a limit; as large as what has come, whatever was announced. */
final class BoundedBytes {

  private final int maxBytes;
  private final GatheredBytes received;

  BoundedBytes(int maxBytes, Holding holding) {
    this.maxBytes = maxBytes;
    this.received = new GatheredBytes(holding);
  }

  boolean fits(long more) {
    return more <= maxBytes - received.length();
  }

  /** Moves {@code count} bytes over, which fit; false when there is no memory for them. */
  boolean append(ByteBuffer in, int count) {
    boolean room = received.append(in, in.position(), count);
    in.position(in.position() + count);
    return room;
  }

  /** All of them, counted as they are; nothing is left here. */
  byte[] release() {
    return received.release();
  }

  /** Forgets them. */
  void drop() {
    received.clear();
  }
}
