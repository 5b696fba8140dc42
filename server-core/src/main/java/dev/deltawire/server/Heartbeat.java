package dev.deltawire.server;

import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A connection's protocol pings: one after each interval, and one soon after a marked frame
 * (M-29). Thread: the loop.
 *
 * <p>At most one ping is outstanding, and only its own pong repeats its payload.
 */
final class Heartbeat extends LoopTimer {

  /**
   * The pings of many connections go out together, at multiples of so long: a power of two of a
   * loop's ticks, so that few of these have timers, and the loop wakes for none of the others.
   */
  private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(128);

  /** Of an interval so many times as long a beat more or less is nothing. */
  private static final int LEAST_BEATS = 100;

  private final EventLoop loop;
  private final long intervalNanos;
  private final long timeoutNanos;
  private final long probeNanos;
  private final ServerConnection connection;
  private final PingPayloads payloads;
  private final Marks marks;
  private long number;
  private long payload;
  private long dueAtNanos;
  private boolean started;
  private boolean outstanding;
  private boolean taken;
  private boolean deaf;
  private long pongDueNanos;

  /** What is left of the time for the pong, while that cannot be heard. */
  private long leftNanos;

  /** The timer is set for a probe. */
  private boolean probing;

  Heartbeat(
      EventLoop loop,
      DialectOptions options,
      ServerConnection connection,
      PingPayloads payloads,
      Marks marks) {
    this.loop = loop;
    this.intervalNanos = options.pingInterval().toNanos();
    this.timeoutNanos = options.pongTimeout().toNanos();
    this.probeNanos = options.deliveryProbe().toNanos();
    this.connection = connection;
    this.payloads = payloads;
    this.marks = marks;
  }

  /** Starts the first interval, unless it has started. */
  void start() {
    if (!started) {
      started = true;
      dueAtNanos = nextBeat();
      plan();
    }
  }

  void stop() {
    loop.cancel(this);
    started = false;
    outstanding = false;
  }

  /**
   * Says whether the socket is not read, so that no pong can be heard; such time does not
   * count.
   */
  void deaf(boolean now) {
    boolean changed = deaf != now;
    deaf = now;
    if (!changed || !outstanding || !taken) {
      return;
    }
    if (now) {
      leftNanos = pongDueNanos - loop.nanoTime();
      loop.cancel(this);
    } else {
      awaitPong(leftNanos);
    }
  }

  @Override
  protected void expired() {
    if (outstanding) {
      connection.heartbeatMissed();
    } else {
      ping();
    }
  }

  /**
   * The socket has taken what it can.
   *
   * @param controlTaken whether that was all control frames: the time for the pong begins
   */
  void filled(boolean controlTaken) {
    if (outstanding) {
      if (controlTaken && !taken) {
        taken = true;
        awaitPong(timeoutNanos);
      }
    } else if (started && !probing && wantsProbe()) {
      plan();
    }
  }

  /**
   * Takes a pong; one with other data than the outstanding ping's changes nothing.
   *
   * @return the mark that it proves, if any
   */
  long pong(ByteBuffer data) {
    boolean matches = data.remaining() == Long.BYTES && data.getLong(data.position()) == payload;
    if (!outstanding || !matches) {
      return Frame.UNMARKED;
    }
    outstanding = false;
    long proved = marks.prove();
    plan();
    return proved;
  }

  private void ping() {
    outstanding = true;
    taken = false;
    probing = false;
    dueAtNanos = nextBeat();
    payload = payloads.of(connection.id(), ++number);
    connection.ping(payload);
  }

  /** The end of an interval, or the first beat behind it. */
  private long nextBeat() {
    long due = loop.nanoTime() + intervalNanos;
    boolean isLong = intervalNanos / LEAST_BEATS >= BEAT_NANOS;
    return isLong ? due + Math.floorMod(-due, BEAT_NANOS) : due;
  }

  /** Sets the time of the next ping; an interval of zero means no heartbeat. */
  private void plan() {
    long now = loop.nanoTime();
    probing = wantsProbe();
    long wait = intervalNanos > 0 ? Math.max(0, dueAtNanos - now) : Long.MAX_VALUE;
    if (probing) {
      wait = Math.min(wait, probeNanos);
    }
    if (wait != Long.MAX_VALUE) {
      loop.schedule(this, now + wait);
    } else {
      loop.cancel(this); // the time for the pong
    }
  }

  private boolean wantsProbe() {
    return probeNanos > 0 && marks.unproved();
  }

  private void awaitPong(long nanos) {
    if (deaf) {
      leftNanos = nanos;
    } else {
      pongDueNanos = loop.nanoTime() + nanos;
      loop.schedule(this, pongDueNanos);
    }
  }
}
