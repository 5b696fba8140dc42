package dev.deltawire.server;

import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import java.nio.ByteBuffer;

/**
 * A connection's protocol pings. Thread: the loop.
 *
 * <p>A ping's payload is a number that only its own pong repeats.
 */
final class Heartbeat extends LoopTimer {

  private final EventLoop loop;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final ServerConnection connection;
  private long number;
  private long pingedAtNanos;
  private boolean outstanding;
  private boolean taken;
  private boolean deaf;

  Heartbeat(EventLoop loop, DialectOptions options, ServerConnection connection) {
    this.loop = loop;
    this.intervalNanos = options.pingInterval().toNanos();
    this.timeoutNanos = options.pongTimeout().toNanos();
    this.connection = connection;
  }

  /** Starts the first interval; an interval of zero means no heartbeat. */
  void start() {
    if (intervalNanos > 0) {
      loop.schedule(this, loop.nanoTime() + intervalNanos);
    }
  }

  void stop() {
    loop.cancel(this);
    outstanding = false;
  }

  /** Says whether the socket is not read, so that no pong can be heard. */
  void deaf(boolean now) {
    deaf = now;
    if (outstanding && taken) {
      awaitPong();
    }
  }

  @Override
  protected void expired() {
    if (outstanding && deaf) {
      awaitPong();
      return;
    }
    if (outstanding) {
      connection.heartbeatMissed();
      return;
    }
    outstanding = true;
    taken = false;
    pingedAtNanos = loop.nanoTime();
    connection.ping(++number);
  }

  /** The socket has taken all control frames: the time for the pong begins. */
  void controlTaken() {
    if (outstanding && !taken) {
      taken = true;
      awaitPong();
    }
  }

  private void awaitPong() {
    loop.schedule(this, loop.nanoTime() + timeoutNanos);
  }

  /** A pong with other data than the outstanding ping's changes nothing. */
  void pong(ByteBuffer payload) {
    boolean matches =
        payload.remaining() == Long.BYTES && payload.getLong(payload.position()) == number;
    if (outstanding && matches) {
      outstanding = false;
      loop.schedule(this, Math.max(loop.nanoTime(), pingedAtNanos + intervalNanos));
    }
  }
}
