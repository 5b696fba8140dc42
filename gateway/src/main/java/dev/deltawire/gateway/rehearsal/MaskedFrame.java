package dev.deltawire.gateway.rehearsal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A frame as clients send it: masked, its length in as few bytes as it needs (RFC 6455 5.2). */
final class MaskedFrame {

  private static final int MASKED = 0x80;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int MAX_16_BITS = 0xFFFF;
  private static final int MAX_HEADER_BYTES = 14;
  private static final byte[] KEY = {0x5A, 0x3C, 0x69, 0x0F};

  private MaskedFrame() {}

  /** The bytes of a frame; its first byte holds FIN and the opcode. */
  static byte[] frame(int firstByte, String ascii) {
    byte[] payload = ascii.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_BYTES + payload.length);
    frame.put((byte) firstByte);
    if (payload.length < LENGTH_16_BITS) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= MAX_16_BITS) {
      frame.put((byte) (MASKED | LENGTH_16_BITS)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | LENGTH_64_BITS)).putLong(payload.length);
    }
    frame.put(KEY);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ KEY[i % KEY.length]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
