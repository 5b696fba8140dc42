package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.util.Iterator;

/** Frames in a connection's outbox that are made one by one as the socket takes them. */
final class Backlog implements Outgoing {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Runnable whenLeft;
  private final Iterator<Frame> frames;
  private ByteBuffer current = NONE;

  /**
   * A backlog.
   *
   * @param whenLeft run when it has left the outbox, taken or not
   */
  Backlog(Iterator<Frame> frames, Runnable whenLeft) {
    this.frames = frames;
    this.whenLeft = whenLeft;
  }

  @Override
  public boolean drain(FrameSink sink) {
    while (current.hasRemaining() || frames.hasNext()) {
      if (!current.hasRemaining()) {
        current = ByteBuffer.wrap(frames.next().bytes());
      }
      sink.write(current);
      if (current.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    if (isMidFrame()) {
      sink.write(current);
    }
    return !isMidFrame();
  }

  @Override
  public FrameRest rest() {
    return isMidFrame() ? new FrameRest(current) : null;
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

  private boolean isMidFrame() {
    return current.position() > 0 && current.hasRemaining();
  }
}
