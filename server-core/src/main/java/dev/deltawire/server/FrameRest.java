package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;

/**
 * What is left of a frame that was partly taken, after all else was dropped: a copy, so that it
 * keeps nothing of the message, nor of memory that is lent, and counted as held by the peer.
 */
final class FrameRest implements Outgoing {

  private final ByteBuffer bytes;
  private final int heldBytes;
  private Holding holding;

  private FrameRest(ByteBuffer bytes) {
    this.bytes = bytes;
    this.heldBytes = bytes.remaining();
  }

  /** The rest of the frame or fragment of {@code message} that is partly taken, or null. */
  static FrameRest of(ByteBuffer message) {
    ByteBuffer rest = Fragments.rest(message);
    return rest == null ? null : copyOf(rest);
  }

  /** A copy of {@code rest}. */
  static FrameRest copyOf(ByteBuffer rest) {
    return new FrameRest(ByteBuffer.allocate(rest.remaining()).put(rest).flip());
  }

  /** Counts it until it has left the outbox. */
  FrameRest heldBy(Holding peer) {
    holding = peer;
    peer.takeAnyway(heldBytes, heldBytes);
    return this;
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
  public void dequeued() {
    holding.give(heldBytes);
  }
}
