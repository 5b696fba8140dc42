package dev.deltawire.server.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The small frames of one fill, on their way to the socket in one system call. One a loop, lent to
 * one fill at a time. Thread: the loop.
 */
final class WriteBatch {

  /** Also what may have to be copied aside for a connection whose socket is full. */
  private static final int CAPACITY = 16 * 1024;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY);
  private boolean lent;

  /** Lends it, unless it is lent: a listener may flush one connection while it fills another. */
  boolean acquire() {
    boolean free = !lent;
    lent = true;
    return free;
  }

  /** Takes all of {@code frames} if there is room for it. */
  boolean add(ByteBuffer frames) {
    if (frames.remaining() > bytes.remaining()) {
      return false;
    }
    bytes.put(frames);
    return true;
  }

  /** Writes what is in here; the output keeps a copy of what the socket does not take. */
  void writeTo(SocketOutput output) throws IOException {
    try {
      output.writeOrKeep(bytes.flip());
    } finally {
      bytes.clear();
    }
  }

  /** Takes it back, and drops what is left. */
  void release() {
    bytes.clear();
    lent = false;
  }
}
