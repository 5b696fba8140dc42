package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** One frame in a connection's outbox, counted against its bound until it is taken. */
final class QueuedFrame implements Outgoing {

  private final ByteBuffer bytes;
  private final int countedBytes;
  private final long mark;
  private final AtomicLong queuedBytes;
  private final Marks marks;

  QueuedFrame(Frame frame, Deflation deflation, AtomicLong queuedBytes, Marks marks) {
    this.bytes = ByteBuffer.wrap(frame.bytes(deflation));
    this.countedBytes = frame.size();
    this.mark = frame.mark();
    this.queuedBytes = queuedBytes;
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
  public void fixEvents() {}

  @Override
  public boolean fix() {
    return false;
  }

  @Override
  public void dequeued() {
    queuedBytes.addAndGet(-countedBytes);
  }

  private void noteIfWritten() {
    if (!bytes.hasRemaining()) {
      marks.written(mark);
    }
  }
}
