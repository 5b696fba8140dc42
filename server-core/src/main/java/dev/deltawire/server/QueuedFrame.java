package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** One frame in a connection's outbox, counted against its bound until it is taken. */
final class QueuedFrame implements Outgoing {

  private final ByteBuffer bytes;
  private final AtomicLong queuedBytes;

  QueuedFrame(Frame frame, AtomicLong queuedBytes) {
    this.bytes = ByteBuffer.wrap(frame.bytes());
    this.queuedBytes = queuedBytes;
  }

  @Override
  public boolean drain(FrameSink sink) {
    sink.write(bytes);
    return !bytes.hasRemaining();
  }

  @Override
  public boolean midFrame() {
    return bytes.position() > 0 && bytes.hasRemaining();
  }

  @Override
  public void fix() {}

  @Override
  public void cutToFrame() {}

  @Override
  public void dequeued() {
    queuedBytes.addAndGet(-bytes.capacity());
  }
}
