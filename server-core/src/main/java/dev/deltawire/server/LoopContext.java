package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.EventLoop;

/** What the connections of one loop share: the buffers that frames are laid out in. */
final class LoopContext {

  private static final int FIRST_MESSAGE_BYTES = 1 << 12;

  private final EventLoop loop;
  private final FrameBatch batch = new FrameBatch();
  private final UnitFrame unit = new UnitFrame();
  private final MeteredSink meter = new MeteredSink();
  private final MessagePages messagePages = new MessagePages();
  private final LentFrames lentFrames = new LentFrames();
  private final Deflation deflation;
  private byte[] message = new byte[FIRST_MESSAGE_BYTES];

  LoopContext(EventLoop loop, CompressionOptions compression) {
    this.loop = loop;
    this.deflation = new Deflation(compression.leastBytes());
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

  /** What messages wait in until a session's thread has handled them. */
  MessagePages messagePages() {
    return messagePages;
  }

  /** What short answers leave in. */
  LentFrames lentFrames() {
    return lentFrames;
  }

  /** Compresses for those who inflate. */
  Deflation deflation() {
    return deflation;
  }

  /** Holds the one message of so many bytes that is handled on the loop. */
  byte[] message(int length) {
    if (message.length < length) {
      message = new byte[length];
    }
    return message;
  }
}
