package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.WebSocketChannel;

/**
 * The way out of one connection: what is sent and what streams have for it gathers in the outbox,
 * in the order of its causes, and the transport pulls it from there.
 *
 * <p>As a loop task it is the flush of what one turn has queued. Thread: the loop, but for {@link
 * #enqueue} and {@link #flushSoon}.
 */
final class Outflow extends LoopTask {

  private final ServerConnection connection;
  private final WebSocketChannel channel;
  private final LoopContext context;
  private final Outbox outbox;
  private final WriteStall stall;
  private final ForeignSends foreignSends;

  /** The last fill left nothing, and nothing was queued since that no signal tells of. */
  private boolean idle;

  /** The last flush has led to no fill, or to one that left something: as a rule, a full socket. */
  private boolean clogged;

  Outflow(
      ServerConnection connection,
      WebSocketChannel channel,
      LoopContext context,
      Outbox outbox,
      WriteStall stall) {
    this.connection = connection;
    this.channel = channel;
    this.context = context;
    this.outbox = outbox;
    this.stall = stall;
    this.foreignSends = new ForeignSends(connection);
  }

  /** Lets something arrive behind all that was sent before: at once, if this is the loop. */
  void enqueue(ForeignSends.Sending sending) {
    if (channel.loop().inLoop() && !foreignSends.settling()) {
      settle();
      foreignSends.arrive(sending);
    } else {
      foreignSends.add(sending);
      flushSoon();
    }
  }

  /** Flushes when this turn has queued what it has to. Thread: any. */
  void flushSoon() {
    channel.loop().signal(this);
  }

  /**
   * Whether frames may go straight to the channel: it is ready, and nothing is in the outbox or on
   * its way there.
   */
  boolean ready() {
    return idle && !signalled() && channel.ready();
  }

  /** Whether what is queued now has something before it that waits, as a rule for the peer. */
  boolean clogged() {
    return clogged;
  }

  WebSocketChannel channel() {
    return channel;
  }

  /** Takes what other threads have sent until now, ahead of what follows. */
  void settle() {
    idle = false;
    foreignSends.settle();
  }

  /**
   * Queues what lies before {@code reach}.
   *
   * @return false when a format can't encode that: the connection closes
   */
  boolean queueUpTo(Reach<?> reach) {
    try {
      Reach.queueAll(reach);
      return true;
    } catch (RuntimeException | Error e) {
      connection.breakOff(e);
      return false;
    }
  }

  /** Queues a stretch of a stream, unless it is queued. */
  void queue(StreamRun<?> run) {
    if (connection.isOpen() && run.enqueue()) {
      outbox.addRun(run);
    }
  }

  /** Queues a stretch of a stream, unless it is queued, and writes what the socket takes. */
  void pull(StreamRun<?> run) {
    queue(run);
    if (foreignSends.settling()) {
      flushSoon(); // what arrives next may have to leave before a part of it
    } else {
      flush();
    }
  }

  /** Lets the transport pull; what it does not take now is watched. */
  void flush() {
    idle = false;
    clogged = true;
    channel.flush();
    if (!connection.isGone()) {
      stall.pending(!outbox.isEmpty());
    }
  }

  /** Writes on; whether something is left. */
  boolean fill(FrameSink sink) {
    idle = false;
    MeteredSink meter = context.meter();
    FrameSink outer = meter.target();
    long outerTaken = meter.taken();
    try {
      boolean left = fillFrom(meter.bind(sink, 0));
      stall.filled(meter.taken(), left);
      idle = !left && connection.isOpen();
      clogged = left;
      return left;
    } finally {
      meter.bind(outer, outerTaken);
    }
  }

  /** The socket is gone. */
  void stop() {
    stall.stop();
  }

  /** The flush of what this turn has queued. */
  @Override
  protected void run() {
    settle();
    flush();
  }

  /** A format may fail here for the first time: who came late is served from the log. */
  private boolean fillFrom(MeteredSink meter) {
    try {
      return outbox.fill(meter);
    } catch (RuntimeException | Error e) {
      if (!connection.isOpen()) {
        throw e;
      }
      connection.breakOff(e);
      return true;
    }
  }
}
