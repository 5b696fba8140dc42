package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;

/**
 * How a long message is cut (RFC 6455 §5.4), so that pings, pongs and a close get between while a
 * slow peer takes it.
 *
 * <p>The fragments lie back to back, headers included, in the bytes of one {@link Frame}. All but
 * the last are of one size, so where one ends is a function of the place alone.
 */
final class Fragments {

  /** Payload of a fragment; a message up to this length is never fragmented. */
  static final int PAYLOAD = 1 << 16;

  private static final int SIZE = FrameHeader.size(PAYLOAD) + PAYLOAD;

  private Fragments() {}

  /** Bytes on the wire of a message with a payload of {@code length}. */
  static int size(int length) {
    int last = lastPayload(length);
    return (length - last) / PAYLOAD * SIZE + FrameHeader.size(last) + last;
  }

  /**
   * The frame of a message, or its fragments.
   *
   * @param opening the opcode, with the reserved bits of the message, which are the first
   *     fragment's (RFC 7692 §6.1)
   */
  static byte[] of(int opening, ByteBuffer payload) {
    int length = payload.remaining();
    int last = lastPayload(length);
    ByteBuffer message = ByteBuffer.allocate(size(length));
    int opcode = opening;
    for (int left = length; left > last; left -= PAYLOAD) {
      FrameHeader.putOpen(message, opcode, PAYLOAD);
      message.put(next(payload, PAYLOAD));
      opcode = FrameHeader.CONTINUATION;
    }
    FrameHeader.put(message, opcode, last);
    return message.put(payload).array();
  }

  /** The payload of a message's frame, or of its fragments put together. */
  static ByteBuffer payload(byte[] message) {
    if (message.length <= SIZE) {
      return ByteBuffer.wrap(message).position(FrameHeader.sizeOf(message, 0));
    }
    ByteBuffer payload = ByteBuffer.allocate(message.length);
    for (int at = 0; at < message.length; at += SIZE) {
      int from = at + FrameHeader.sizeOf(message, at);
      payload.put(message, from, end(at + 1, message.length) - from);
    }
    return payload.flip();
  }

  /**
   * Where the fragment ends that is taken up to {@code position}; that place itself, if none is
   * partly taken there.
   *
   * @param size bytes of the whole message
   */
  static int end(int position, int size) {
    int begun = (position + SIZE - 1) / SIZE;
    return Math.min(size, begun * SIZE);
  }

  /**
   * Writes the rest of the fragment that is partly taken.
   *
   * @param message the whole message, at the place up to which it is taken
   * @return whether none is partly taken now
   */
  static boolean finish(ByteBuffer message, FrameSink sink) {
    int size = message.limit();
    int end = end(message.position(), size);
    if (message.position() < end) {
      message.limit(end);
      sink.write(message);
      message.limit(size);
    }
    return message.position() == end;
  }

  /** The rest of the fragment that is partly taken, in the same buffer; null if none is. */
  static ByteBuffer rest(ByteBuffer message) {
    int end = end(message.position(), message.limit());
    return message.position() == end ? null : message.limit(end);
  }

  private static ByteBuffer next(ByteBuffer payload, int count) {
    ByteBuffer slice = payload.slice(payload.position(), count);
    payload.position(payload.position() + count);
    return slice;
  }

  private static int lastPayload(int length) {
    return length <= PAYLOAD ? length : (length - 1) % PAYLOAD + 1;
  }
}
