package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/** Something that waits in a connection's outbox for its turn. Thread: the loop. */
interface Outgoing {

  /**
   * Writes the rest of a frame of it that is partly taken, which may be a fragment of a message:
   * nothing else may go out before that, and before the message's end only control frames.
   *
   * @return whether no frame of it is partly taken now
   */
  boolean finishFrame(FrameSink sink);

  /** Writes on; whether all of it was taken. */
  boolean drain(FrameSink sink);

  /** Writes what remains of {@code bytes}; whether all of it was taken. */
  static boolean drain(ByteBuffer bytes, FrameSink sink) {
    if (bytes.hasRemaining()) {
      sink.write(bytes);
    }
    return !bytes.hasRemaining();
  }

  /** The rest of a frame of it that is partly taken, to go out without it; otherwise null. */
  FrameRest rest();

  /** A stretch of a stream is queued behind it: of its own stream, only text may join it. */
  default void fixEvents() {}

  /**
   * A frame is queued behind it: nothing may join it any more.
   *
   * @return whether something might have, until now
   */
  default boolean fix() {
    return false;
  }

  /** It has left the outbox. */
  void dequeued();
}
