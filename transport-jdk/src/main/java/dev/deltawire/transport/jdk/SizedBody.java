package dev.deltawire.transport.jdk;

import java.nio.ByteBuffer;

/** A body whose length the head has told (RFC 9112 §6.2). */
final class SizedBody implements RequestBody {

  private final BoundedBytes bytes;
  private long missing;

  SizedBody(long length, int maxBytes) {
    missing = length;
    bytes = new BoundedBytes(maxBytes);
  }

  @Override
  public Progress read(ByteBuffer in) {
    if (!bytes.fits(missing)) {
      return Progress.TOO_LARGE; // known before the first byte
    }
    int count = (int) Math.min(missing, in.remaining());
    bytes.append(in, count);
    missing -= count;
    return missing == 0 ? Progress.COMPLETE : Progress.INCOMPLETE;
  }

  @Override
  public byte[] bytes() {
    return bytes.toByteArray();
  }
}
