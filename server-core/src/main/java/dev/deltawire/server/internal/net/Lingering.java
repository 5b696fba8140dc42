package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * The last phase: a socket closed while the peer still sends would answer with a reset, and the
 * peer might never read what was written last. So the output is ended first, and what comes in is
 * dropped until the peer has ended its side too, in time and no faster than {@link Discards} says.
 */
final class Lingering implements Phase {

  /** For a peer that sends nothing more. */
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** For one that does. */
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final TcpConnection connection;
  private final Phase before;
  private final LoopTimer deadline = new Deadline();
  private final LoopTimer rest = new Rest();
  private boolean outputEnded;

  /** When it is over, from the end of the output on. */
  private long endNanos;

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
    EventLoop events = connection.events();
    long now = events.nanoTime();
    long restNanos = connection.loop().discards().add(in.remaining(), now);
    in.position(in.limit());
    if (deadline.isScheduled()) {
      awaitEnd(now);
    }
    if (restNanos > 0) {
      connection.pauseReads();
      events.schedule(rest, now + restNanos);
    }
  }

  private void awaitEnd(long now) {
    connection.events().schedule(deadline, Math.min(now + SILENT_NANOS, endNanos));
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
      long now = connection.events().nanoTime();
      endNanos = now + MAX_NANOS;
      awaitEnd(now);
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
    connection.events().cancel(rest);
    before.disconnected();
  }

  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      connection.close();
    }
  }

  private final class Rest extends LoopTimer {
    @Override
    protected void expired() {
      connection.resumeReads();
    }
  }
}
