package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * A sink that counts what the transport's sink takes. One a loop, bound for the time of one fill; a
 * fill within a fill binds it anew and then back.
 */
final class MeteredSink implements FrameSink {

  private FrameSink target;
  private long taken;

  /** Lets another sink take what is written, which has taken so many bytes already. */
  MeteredSink bind(FrameSink sink, long before) {
    target = sink;
    taken = before;
    return this;
  }

  /** Where it writes to; null between fills. */
  FrameSink target() {
    return target;
  }

  /** Bytes that {@link #target} has taken. */
  long taken() {
    return taken;
  }

  @Override
  public int write(ByteBuffer frames) {
    int count = target.write(frames);
    taken += count;
    return count;
  }
}
