package dev.deltawire.server;

import dev.deltawire.server.spi.EventLoop;

/** What the connections of one loop share: the buffers that frames are laid out in. */
final class LoopContext {

  private final EventLoop loop;
  private final FrameBatch batch = new FrameBatch();
  private final UnitFrame unit = new UnitFrame();
  private final MeteredSink meter = new MeteredSink();

  LoopContext(EventLoop loop) {
    this.loop = loop;
  }

  EventLoop loop() {
    return loop;
  }

  /** The frames that receivers in step share during one flush. */
  FrameBatch batch() {
    return batch;
  }

  /** One frame of a receiver that is not in step. */
  UnitFrame unit() {
    return unit;
  }

  MeteredSink meter() {
    return meter;
  }
}
