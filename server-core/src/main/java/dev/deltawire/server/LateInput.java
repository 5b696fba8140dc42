package dev.deltawire.server;

import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.WebSocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * What a peer says behind our close frame is read for nobody, but has to be read: its echo comes
 * last. So some is read at once, nothing more until the close frame is taken, and then a
 * little at a time: more than sockets hold in the time for the echo, and less than would keep a
 * loop from others, however many say it. Thread: the loop.
 */
final class LateInput extends LoopTimer {

  /** Bytes that are read until the close frame is taken, then, and after each rest. */
  static final int SLICE_BYTES = 1 << 20;

  static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What reading a message costs beside its bytes. */
  private static final int MESSAGE_BYTES = 64;

  private final WebSocketChannel channel;
  private long left = SLICE_BYTES;
  private boolean closeTaken;

  LateInput(WebSocketChannel channel) {
    this.channel = channel;
  }

  /**
   * A message of so many bytes, inflated, or a ping or pong, has come. One that is longer than a
   * slice has two rests behind it and no more: what it costs has been spent.
   */
  void ignore(int bytes) {
    left = Math.max(left - MESSAGE_BYTES - bytes, -SLICE_BYTES);
    if (left <= 0) {
      rest();
    }
  }

  /** The socket has taken the close frame: from now on an echo may come. */
  void closeTaken() {
    if (closeTaken) {
      return;
    }
    closeTaken = true;
    left = SLICE_BYTES;
    channel.resumeReads(); // whatever they were suspended for
  }

  void stop() {
    channel.loop().cancel(this);
  }

  private void rest() {
    channel.suspendReads();
    if (closeTaken && !isScheduled()) {
      channel.loop().schedule(this, channel.loop().nanoTime() + REST_NANOS);
    }
  }

  @Override
  protected void expired() {
    left += SLICE_BYTES;
    if (left > 0) {
      channel.resumeReads();
    } else {
      rest();
    }
  }
}
