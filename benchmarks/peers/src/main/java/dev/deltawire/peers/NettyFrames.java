package dev.deltawire.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Ready WebSocket frames, back to back in direct memory. */
final class NettyFrames {

  private static final int TEXT = 0x81;
  private static final int MAX_SHORT_LENGTH = 125;
  private static final int MEDIUM_LENGTH = 126;
  private static final int USUAL_FRAME_BYTES = 256;

  private final Payloads payloads;
  private final ByteBuf payload = Unpooled.buffer(USUAL_FRAME_BYTES);

  NettyFrames(Payloads payloads) {
    this.payloads = payloads;
  }

  /** The frames of the tokens {@code [from, to)}; the caller releases them. */
  ByteBuf frames(int stream, long from, long to) {
    ByteBuf frames = ByteBufAllocator.DEFAULT.directBuffer((int) (to - from) * USUAL_FRAME_BYTES);
    try {
      for (long token = from; token < to; token++) {
        payload.clear();
        payloads.write(stream, token, payload);
        frames.writeByte(TEXT);
        writeLength(payload.readableBytes(), frames);
        frames.writeBytes(payload);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }

  /** RFC 6455, section 5.2: in as few bytes as possible. */
  private static void writeLength(int length, ByteBuf out) {
    if (length <= MAX_SHORT_LENGTH) {
      out.writeByte(length);
    } else {
      out.writeByte(MEDIUM_LENGTH).writeShort(length);
    }
  }
}
