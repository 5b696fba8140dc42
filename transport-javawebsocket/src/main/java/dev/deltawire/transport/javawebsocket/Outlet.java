package dev.deltawire.transport.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;

/**
 * The way out to one peer, without a queue: what the socket doesn't take stays with the caller.
 *
 * <p>Thread: the loop.
 */
final class Outlet {

  /**
   * The most that one system call is given: for heap buffers the JDK makes a direct copy of as
   * much.
   */
  private static final int MAX_WRITE_BYTES = 64 << 10;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final GuardChannel channel;
  private final PeerLoop loop;
  private final Runnable writable = this::resume;
  private Runnable onRoom = () -> {};
  private ByteBuffer head = NOTHING;
  private boolean full;
  private boolean broken;

  Outlet(GuardChannel channel, PeerLoop loop) {
    this.channel = channel;
    this.loop = loop;
  }

  /** Whether nothing can be taken before {@code onRoom} is called. */
  boolean full() {
    return full;
  }

  /** Sets what is called when the socket takes bytes again. */
  void onRoom(Runnable work) {
    onRoom = work;
  }

  /** Takes all of a response head, and a small body. */
  void send(ByteBuffer whole) {
    head = whole;
    resume();
  }

  /**
   * Takes what the socket takes now.
   *
   * @return how much that was; all of it when the socket is broken
   */
  int offer(ByteBuffer frames) {
    int offered = frames.remaining();
    if (!broken) {
      return full ? 0 : write(frames);
    }
    frames.position(frames.limit());
    return offered;
  }

  private void resume() {
    full = false;
    if (head.hasRemaining()) {
      offer(head);
    }
    if (!full) {
      head = NOTHING;
      onRoom.run();
    }
  }

  private int write(ByteBuffer frames) {
    int from = frames.position();
    int limit = frames.limit();
    try {
      while (!full && frames.position() < limit) {
        frames.limit(Math.min(limit, frames.position() + MAX_WRITE_BYTES));
        channel.write(frames);
        full = frames.hasRemaining();
        frames.limit(limit);
      }
      if (full) {
        loop.awaitWritable(channel.socket(), writable);
      }
    } catch (IOException | CancelledKeyException e) { // broken pipe, reset, or closed by ourselves
      broken = true;
      full = false;
      frames.limit(limit).position(limit);
      channel.abort();
    }
    return frames.position() - from;
  }
}
