package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.LoopTimer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The last phase: a socket closed while the peer still sends would answer with a reset, and the
 * peer might never read what was written last. So the output is ended first, and what comes in is
 * dropped until the peer has ended its side too, within bounds.
 */
final class Lingering implements Phase {

  static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int MAX_DROPPED_BYTES = 1 << 20;

  private final TcpConnection connection;
  private final Phase before;
  private final LoopTimer deadline = new Deadline();
  private int dropped;
  private boolean outputEnded;

  Lingering(TcpConnection connection, Phase before) {
    this.connection = connection;
    this.before = before;
  }

  void begin() {
    connection.enter(this);
    connection.resumeReads();
    if (!connection.output().full()) {
      writable();
    }
  }

  @Override
  public void received(ByteBuffer in) {
    dropped += in.remaining();
    in.position(in.limit());
    if (dropped > MAX_DROPPED_BYTES) {
      connection.close();
    }
  }

  @Override
  public void inputEnded() {
    if (outputEnded) {
      connection.close();
    }
  }

  @Override
  public void writable() {
    if (!deadline.isScheduled()) {
      connection.events().schedule(deadline, connection.events().nanoTime() + MAX_NANOS);
    }
    outputEnded = connection.endOutput();
    if (outputEnded && connection.inputEnded()) {
      connection.close();
    }
  }

  @Override
  public void crowded() {
    connection.close();
  }

  @Override
  public void disconnected() {
    connection.events().cancel(deadline);
    before.disconnected();
  }

  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      connection.close();
    }
  }
}
