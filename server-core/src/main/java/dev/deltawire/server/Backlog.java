package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.util.Iterator;

/** Frames in a connection's outbox that are made one by one as the socket takes them. */
final class Backlog implements Outgoing {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Iterator<Frame> frames;
  private final Deflation deflation;
  private final Marks marks;
  private final Runnable whenLeft;
  private ByteBuffer current = NONE;
  private long mark;

  /**
   * A backlog.
   *
   * @param deflation null for a peer that does not inflate
   * @param whenLeft run when it has left the outbox, taken or not
   */
  Backlog(Iterator<Frame> frames, Deflation deflation, Marks marks, Runnable whenLeft) {
    this.frames = frames;
    this.deflation = deflation;
    this.marks = marks;
    this.whenLeft = whenLeft;
  }

  @Override
  public boolean drain(FrameSink sink) {
    while (current.hasRemaining() || frames.hasNext()) {
      if (!current.hasRemaining()) {
        begin(frames.next());
      }
      if (!write(sink)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    if (!Fragments.finish(current, sink)) {
      return false;
    }
    noteIfWritten();
    return true;
  }

  @Override
  public FrameRest rest() {
    return FrameRest.of(current);
  }

  @Override
  public void fixEvents() {}

  @Override
  public boolean fix() {
    return false;
  }

  @Override
  public void dequeued() {
    whenLeft.run();
  }

  private void begin(Frame frame) {
    current = ByteBuffer.wrap(frame.bytes(deflation));
    mark = frame.mark();
  }

  /** Writes the frame on; whether all of it was taken. */
  private boolean write(FrameSink sink) {
    sink.write(current);
    noteIfWritten();
    return !current.hasRemaining();
  }

  private void noteIfWritten() {
    if (!current.hasRemaining()) {
      marks.written(mark);
    }
  }
}
