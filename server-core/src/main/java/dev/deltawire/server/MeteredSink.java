package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * A sink that counts what the transport's sink takes. One a loop, bound for the time of one fill.
 */
final class MeteredSink implements FrameSink {

  private FrameSink target;
  private long taken;

  MeteredSink bind(FrameSink sink) {
    target = sink;
    taken = 0;
    return this;
  }

  /** Bytes taken since {@link #bind}. */
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
