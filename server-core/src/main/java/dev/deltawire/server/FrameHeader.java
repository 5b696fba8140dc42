package dev.deltawire.server;

import dev.deltawire.server.internal.rfc7692.Deflation;
import java.nio.ByteBuffer;

/** The header of an unmasked frame (RFC 6455 §5.2). */
final class FrameHeader {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;

  /** With RSV1 (RFC 7692 §6). */
  static final int DEFLATED_TEXT = 0x41;

  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  /** Bytes of the longest header. */
  static final int MAX_SIZE = 10;

  private static final int FIN = 0x80;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  private FrameHeader() {}

  static int size(long payloadLength) {
    if (payloadLength < LENGTH_16_BITS) {
      return 2;
    }
    return payloadLength <= 0xFFFF ? 4 : MAX_SIZE;
  }

  /** The size of the header that begins at an index. */
  static int sizeOf(byte[] bytes, int at) {
    return switch (bytes[at + 1]) {
      case LENGTH_16_BITS -> 4;
      case LENGTH_64_BITS -> MAX_SIZE;
      default -> 2;
    };
  }

  /** The size of the frame that begins at an index, with a payload of up to 64 KiB. */
  static int frameSize(ByteBuffer bytes, int at) {
    int length = bytes.get(at + 1);
    return length < LENGTH_16_BITS ? 2 + length : 4 + Short.toUnsignedInt(bytes.getShort(at + 2));
  }

  /** Puts the header of a frame that ends its message. */
  static void put(ByteBuffer dst, int opcode, long payloadLength) {
    putOpen(dst, FIN | opcode, payloadLength);
  }

  /** Puts the header of a frame that more fragments follow. */
  static void putOpen(ByteBuffer dst, int opcode, long payloadLength) {
    dst.put((byte) opcode);
    if (payloadLength < LENGTH_16_BITS) {
      dst.put((byte) payloadLength);
    } else if (payloadLength <= 0xFFFF) {
      dst.put((byte) LENGTH_16_BITS).putShort((short) payloadLength);
    } else {
      dst.put((byte) LENGTH_64_BITS).putLong(payloadLength);
    }
  }

  static byte[] frame(int opcode, byte[] payload, int offset, int length) {
    return frame(opcode, ByteBuffer.wrap(payload, offset, length));
  }

  static byte[] frame(int opcode, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(size(length) + length);
    put(frame, opcode, length);
    return frame.put(payload).array();
  }

  /**
   * Puts a shorter, compressed frame in the place of the text frame that has just been put.
   *
   * @param start where that begins; it ends at the position
   * @param deflation leaves the frame as it is where compressing is not worth it; so does null
   */
  static void deflate(ByteBuffer frames, int start, int payloadLength, Deflation deflation) {
    if (deflation == null) {
      return;
    }
    int end = frames.position();
    int limit = frames.limit();
    ByteBuffer shorter = deflation.deflate(frames.limit(end).position(end - payloadLength));
    frames.limit(limit).position(end);
    if (shorter != null) {
      put(frames.position(start), DEFLATED_TEXT, shorter.remaining());
      frames.put(shorter);
    }
  }
}
