package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.server.internal.rfc7692.Deflation;
import java.nio.ByteBuffer;

/**
 * A loop's buffer for the one frame that a receiver out of step is being sent.
 *
 * <p>A frame is a function of its place in the log, so a receiver that took half of it needs no
 * copy: the frame is laid out again when the socket takes more. Of a compressed delta nobody
 * promises that, so there the receiver keeps the rest.
 */
final class UnitFrame {

  private static final int CAPACITY = 1 << 17;

  private ByteBuffer frame;

  /**
   * The delta from a place to {@code to} in the same chunk, where the text is {@code endOffset}
   * long.
   *
   * @param deflation null for a receiver that does not inflate
   */
  ByteBuffer delta(
      DeltaTemplate template, LogCursor<?> from, long to, long endOffset, Deflation deflation) {
    TextChunk chunk = from.chunk();
    int start = (int) (from.position() - chunk.start);
    int end = (int) (to - chunk.start);
    int payload = template.size(end - start, endOffset);
    reserve(FrameHeader.MAX_SIZE + payload);
    FrameHeader.put(frame, FrameHeader.TEXT, payload);
    template.put(frame, chunk.bytes, start, end, endOffset);
    FrameHeader.deflate(frame, 0, payload, deflation);
    return frame.flip();
  }

  /** An event's frame. */
  ByteBuffer event(Frame event, Deflation deflation) {
    byte[] bytes = event.bytes(deflation);
    reserve(bytes.length);
    return frame.put(bytes).flip();
  }

  private void reserve(int bytes) {
    if (frame == null || frame.capacity() < bytes) {
      frame = ByteBuffer.allocateDirect(Math.max(CAPACITY, bytes));
    }
    frame.clear();
  }
}
