package dev.deltawire.transport.jdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Received bytes up to a limit; as large as what has come, whatever was announced. */
final class BoundedBytes {

  private final int maxBytes;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  BoundedBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  boolean fits(long more) {
    return more <= maxBytes - received.size();
  }

  /** Moves {@code count} bytes over, which fit. */
  void append(ByteBuffer in, int count) {
    byte[] piece = new byte[count];
    in.get(piece);
    received.writeBytes(piece);
  }

  byte[] toByteArray() {
    return received.toByteArray();
  }
}
