package dev.deltawire.transport.jdk;

import java.nio.ByteBuffer;

/** A body whose length the head has told (RFC 9112 §6.2). */
final class SizedBody implements RequestBody {

  private final BoundedBytes bytes;
  private long missing;

  SizedBody(long length, BoundedBytes bytes) {
    this.missing = length;
    this.bytes = bytes;
  }

  @Override
  public Progress read(ByteBuffer in) {
    if (!bytes.fits(missing)) {
      return Progress.TOO_LARGE; // known before the first byte
    }
    int count = (int) Math.min(missing, in.remaining());
    if (!bytes.append(in, count)) {
      return Progress.NO_MEMORY;
    }
    missing -= count;
    return missing == 0 ? Progress.COMPLETE : Progress.INCOMPLETE;
  }

  @Override
  public byte[] release() {
    return bytes.release();
  }

  @Override
  public void drop() {
    bytes.drop();
  }
}
