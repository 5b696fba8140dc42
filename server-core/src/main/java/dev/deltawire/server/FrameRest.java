package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/** What is left of a frame that was partly taken, after all else was dropped. */
final class FrameRest implements Outgoing {

  private final ByteBuffer bytes;

  FrameRest(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** The rest as a copy, independent of the loop's buffer that it was laid out in. */
  static FrameRest copyOf(ByteBuffer bytes) {
    return new FrameRest(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    return drain(sink);
  }

  @Override
  public boolean drain(FrameSink sink) {
    if (bytes.hasRemaining()) {
      sink.write(bytes);
    }
    return !bytes.hasRemaining();
  }

  @Override
  public FrameRest rest() {
    return this;
  }

  @Override
  public void fixEvents() {}

  @Override
  public boolean fix() {
    return false;
  }

  @Override
  public void dequeued() {}
}
