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
  private final QueueBound bound;
  private final Marks marks;
  private final Runnable whenLeft;
  private ByteBuffer bytes = NONE;

  /** The frame that is counted, or null. */
  private Frame current;

  /**
   * A backlog.
   *
   * @param deflation null for a peer that does not inflate
   * @param whenLeft run when it has left the outbox, taken or not
   */
  Backlog(
      Iterator<Frame> frames,
      Deflation deflation,
      QueueBound bound,
      Marks marks,
      Runnable whenLeft) {
    this.frames = frames;
    this.deflation = deflation;
    this.bound = bound;
    this.marks = marks;
    this.whenLeft = whenLeft;
  }

  @Override
  public boolean drain(FrameSink sink) {
    while (bytes.hasRemaining() || frames.hasNext()) {
      if (!bytes.hasRemaining()) {
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
    if (!Fragments.finish(bytes, sink)) {
      return false;
    }
    noteIfWritten();
    return true;
  }

  @Override
  public FrameRest rest() {
    return FrameRest.of(bytes);
  }

  @Override
  public void dequeued() {
    leave();
    whenLeft.run();
  }

  private void leave() {
    if (current != null) {
      bound.leave(current);
      current = null;
    }
  }

  private void begin(Frame frame) {
    bound.enter(frame);
    current = frame;
    bytes = ByteBuffer.wrap(frame.bytes(deflation));
    if (deflation != null) {
      bound.deflated(frame);
    }
  }

  /** Writes the frame on; whether all of it was taken. */
  private boolean write(FrameSink sink) {
    sink.write(bytes);
    noteIfWritten();
    return !bytes.hasRemaining();
  }

  private void noteIfWritten() {
    if (current != null && !bytes.hasRemaining()) {
      marks.written(current.mark());
      leave();
    }
  }
}
