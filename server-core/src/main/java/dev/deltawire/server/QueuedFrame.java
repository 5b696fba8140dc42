package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * One frame on its way to a connection's outbox, and in it, counted against the connection's bound
 * until it is taken. Once that has happened the frame keeps it for the next connection.
 */
final class QueuedFrame extends ForeignSends.Sending implements Outgoing {

  private final Frame frame;

  /** What the last receiver was to get; null before the first. */
  private byte[] wire;

  /** Over it. */
  private ByteBuffer bytes;

  /** Whether a sink has taken the last byte and has returned. */
  private boolean written;

  private Sends sends;
  private Reach<?> reach;

  QueuedFrame(Frame frame) {
    this.frame = frame;
  }

  /** Sets it on its way. */
  QueuedFrame on(Sends way, Reach<?> before) {
    sends = way;
    reach = before;
    return this;
  }

  @Override
  void arrive() {
    written = false;
    layOut();
    Reach<?> streams = reach;
    reach = null;
    sends.queue(this, streams);
  }

  private void layOut() {
    try {
      byte[] before = wire;
      wire = sends.wire(frame);
      bytes = wire == before ? bytes.clear() : ByteBuffer.wrap(wire);
    } catch (RuntimeException | Error e) { // nobody else knows of it
      sends.left(frame);
      throw e;
    }
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    Sends way = sends;
    ByteBuffer own = bytes;
    boolean finished = Fragments.finish(own, sink);
    noteIfWritten(own, way);
    return finished;
  }

  @Override
  public boolean drain(FrameSink sink) {
    Sends way = sends; // what the sink does may let go of it
    ByteBuffer own = bytes;
    if (own.hasRemaining()) {
      sink.write(own);
    }
    return noteIfWritten(own, way);
  }

  @Override
  public FrameRest rest() {
    return FrameRest.of(bytes);
  }

  /** One that was dropped is not kept: a sink may have its buffer. */
  @Override
  public void dequeued() {
    Sends way = sends;
    sends = null;
    way.left(frame);
    if (written) {
      frame.keep(this);
    }
  }

  private boolean noteIfWritten(ByteBuffer own, Sends way) {
    written = !own.hasRemaining();
    if (written) {
      way.written(frame.mark());
    }
    return written;
  }
}
