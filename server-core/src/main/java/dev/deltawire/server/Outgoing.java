package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;

/** Something that waits in a connection's outbox for its turn. Thread: the loop. */
interface Outgoing {

  /** Writes on; whether all of it was taken. */
  boolean drain(FrameSink sink);

  /** Whether a frame of it is partly taken, so that nothing else may go out before its rest. */
  boolean midFrame();

  /** Something is queued behind it now. */
  void fix();

  /** Nothing but the rest of the frame that is partly taken matters any more. */
  void cutToFrame();

  /** It has left the outbox. */
  void dequeued();
}
