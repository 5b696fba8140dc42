package dev.deltawire.server.internal.rfc6455;

import java.nio.ByteBuffer;

/**
 * The layout of one frame after the other (RFC 6455 §5.2), without any rule.
 *
 * <p>First {@link #readHeader} until it returns true, then {@link #unmask} until {@link
 * #payloadRemaining()} is 0, then {@link #nextFrame}. Headers may come in pieces. Buffers are big
 * endian.
 */
final class FrameReader {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int RSV = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int CONTROL = 0x08;
  private static final int MASKED = 0x80;
  private static final int LENGTH_7_BITS = 0x7F;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int FIXED_BYTES = 2;
  private static final int KEY_BYTES = 4;

  private int headerBytes;
  private int first;
  private int second;
  private long length;
  private int key;
  private long consumed;

  /**
   * Reads header bytes, no payload.
   *
   * @return whether the header is complete
   */
  boolean readHeader(ByteBuffer in) {
    while (!headerComplete()) {
      if (!in.hasRemaining()) {
        return false;
      }
      accept(in.get() & 0xFF);
    }
    return true;
  }

  private void accept(int octet) {
    int at = headerBytes++;
    if (at == 0) {
      first = octet;
    } else if (at == 1) {
      second = octet;
      int shortLength = octet & LENGTH_7_BITS;
      length = shortLength < LENGTH_16_BITS ? shortLength : 0;
    } else if (at < FIXED_BYTES + extendedLengthBytes()) {
      length = (length << Byte.SIZE) | octet;
    } else {
      key = (key << Byte.SIZE) | octet;
    }
  }

  /**
   * Whether the first byte has been read: {@link #fin()}, {@link #reserved()}, {@link #opcode()}.
   */
  boolean openingKnown() {
    return headerBytes > 0;
  }

  /** Whether the second byte has been read: {@link #masked()} and the short length. */
  boolean maskKnown() {
    return headerBytes >= FIXED_BYTES;
  }

  /** Whether {@link #payloadLength()} has been read. */
  boolean lengthKnown() {
    return maskKnown() && headerBytes >= FIXED_BYTES + extendedLengthBytes();
  }

  /** Whether the payload comes next. */
  boolean headerComplete() {
    return maskKnown()
        && headerBytes == FIXED_BYTES + extendedLengthBytes() + (masked() ? KEY_BYTES : 0);
  }

  boolean fin() {
    return (first & FIN) != 0;
  }

  int reserved() {
    return first & RSV;
  }

  int opcode() {
    return first & OPCODE;
  }

  boolean control() {
    return (first & CONTROL) != 0;
  }

  boolean masked() {
    return (second & MASKED) != 0;
  }

  /** The seven bits in the second byte: the length itself, 126 or 127. */
  int shortLength() {
    return second & LENGTH_7_BITS;
  }

  /** The declared length; negative when its highest bit is set. */
  long payloadLength() {
    return length;
  }

  /** Bytes of the payload that have not been unmasked. */
  long payloadRemaining() {
    return length - consumed;
  }

  /** Ends this frame; the next byte begins a header. */
  void nextFrame() {
    headerBytes = 0;
    length = 0;
    key = 0;
    consumed = 0;
  }

  /**
   * Unmasks in place what {@code in} holds of the payload, from its position on (RFC 6455 §5.3),
   * and leaves the position where it is.
   *
   * @return how many bytes are now plain
   */
  int unmask(ByteBuffer in) {
    int count = (int) Math.min(in.remaining(), payloadRemaining());
    int from = in.position();
    unmask(in, from, from + count, Integer.rotateLeft(key, Byte.SIZE * (int) (consumed & 3)));
    consumed += count;
    return count;
  }

  private static void unmask(ByteBuffer in, int from, int to, int phasedKey) {
    int at = from + ((to - from) & -Long.BYTES);
    unmaskWords(in, from, at, phasedKey);
    int rest = phasedKey;
    for (; at < to; at++) {
      rest = Integer.rotateLeft(rest, Byte.SIZE);
      in.put(at, (byte) (in.get(at) ^ rest));
    }
  }

  /** Whole words alone, up to an index that is known: compilers make much more of such a loop. */
  private static void unmaskWords(ByteBuffer in, int from, int to, int phasedKey) {
    long wide = ((long) phasedKey << Integer.SIZE) | (phasedKey & 0xFFFF_FFFFL);
    for (int at = from; at < to; at += Long.BYTES) {
      in.putLong(at, in.getLong(at) ^ wide);
    }
  }

  private int extendedLengthBytes() {
    return switch (shortLength()) {
      case LENGTH_16_BITS -> Short.BYTES;
      case LENGTH_64_BITS -> Long.BYTES;
      default -> 0;
    };
  }
}
