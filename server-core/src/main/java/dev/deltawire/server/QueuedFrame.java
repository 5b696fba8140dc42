package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/** One frame in a connection's outbox, counted against its bound until it is taken. */
final class QueuedFrame implements Outgoing {

  private final Frame frame;
  private final ByteBuffer bytes;
  private final QueueBound bound;
  private final Marks marks;

  QueuedFrame(Frame frame, Deflation deflation, QueueBound bound, Marks marks) {
    this.frame = frame;
    this.bytes = ByteBuffer.wrap(frame.bytes(deflation));
    this.bound = bound;
    this.marks = marks;
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    if (!Fragments.finish(bytes, sink)) {
      return false;
    }
    noteIfWritten();
    return true;
  }

  @Override
  public boolean drain(FrameSink sink) {
    if (bytes.hasRemaining()) {
      sink.write(bytes);
    }
    noteIfWritten();
    return !bytes.hasRemaining();
  }

  @Override
  public FrameRest rest() {
    return FrameRest.of(bytes);
  }

  @Override
  public void dequeued() {
    bound.remove(frame);
  }

  private void noteIfWritten() {
    if (!bytes.hasRemaining()) {
      marks.written(frame.mark());
    }
  }
}
