package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/** What is left of a frame that was partly taken, after all else was dropped. */
final class FrameRest implements Outgoing {

  private final ByteBuffer bytes;

  private FrameRest(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * The rest of the frame or fragment of {@code message} that is partly taken, in the same buffer;
   * null if none is.
   */
  static FrameRest of(ByteBuffer message) {
    ByteBuffer rest = Fragments.rest(message);
    return rest == null ? null : new FrameRest(rest);
  }

  /** A copy of {@code rest}, independent of the loop's buffer that it was laid out in. */
  static FrameRest copyOf(ByteBuffer rest) {
    return new FrameRest(ByteBuffer.allocate(rest.remaining()).put(rest).flip());
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    return drain(sink);
  }

  @Override
  public boolean drain(FrameSink sink) {
    return Outgoing.drain(bytes, sink);
  }

  @Override
  public FrameRest rest() {
    return this;
  }

  @Override
  public void dequeued() {}
}
