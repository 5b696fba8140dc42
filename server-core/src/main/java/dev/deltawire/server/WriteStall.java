package dev.deltawire.server;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;

/** Ends a connection whose socket takes no byte for too long while data waits. */
final class WriteStall extends LoopTimer {

  private final EventLoop loop;
  private final long timeoutNanos;
  private final ServerConnection connection;
  private long progressAtNanos;
  private boolean waiting;

  WriteStall(EventLoop loop, long timeoutNanos, ServerConnection connection) {
    this.loop = loop;
    this.timeoutNanos = timeoutNanos;
    this.connection = connection;
  }

  /** A fill has ended: how many bytes were taken, and whether something is left. */
  void filled(long taken, boolean left) {
    if (taken > 0 || !waiting) {
      progressAtNanos = left ? loop.nanoTime() : progressAtNanos;
    }
    waiting = left;
    if (left && !isScheduled()) {
      loop.schedule(this, progressAtNanos + timeoutNanos);
    }
  }

  /** A transport whose socket is full may not have asked for what was queued since. */
  void pending(boolean left) {
    if (left && !waiting) {
      filled(0, true);
    }
  }

  void stop() {
    loop.cancel(this);
  }

  @Override
  protected void expired() {
    if (!waiting) {
      return;
    }
    if (loop.nanoTime() - progressAtNanos >= timeoutNanos) {
      connection.terminateNow();
    } else {
      loop.schedule(this, progressAtNanos + timeoutNanos);
    }
  }
}
