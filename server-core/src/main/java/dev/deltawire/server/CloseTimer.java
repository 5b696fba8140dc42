package dev.deltawire.server;

import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.WebSocketChannel;

/** Drops the connection, if it is still there, some time after our close frame. */
final class CloseTimer extends LoopTimer {

  private final WebSocketChannel channel;
  private final long timeoutNanos;

  CloseTimer(WebSocketChannel channel, long timeoutNanos) {
    this.channel = channel;
    this.timeoutNanos = timeoutNanos;
  }

  /** Begins to wait, unless it has begun before. */
  void start() {
    if (!isScheduled()) {
      channel.loop().schedule(this, channel.loop().nanoTime() + timeoutNanos);
    }
  }

  void stop() {
    channel.loop().cancel(this);
  }

  @Override
  protected void expired() {
    channel.terminate();
  }
}
