package dev.deltawire.server.internal.rfc6455;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Client frames made byte by byte, independently of the reader under test. */
final class ClientFrames {

  static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

  private ClientFrames() {}

  static byte[] text(String payload) {
    return frame(0x81, payload.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] frame(int opening, String payload) {
    return frame(opening, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** A masked frame with the shortest length encoding; {@code opening} is its first byte. */
  static byte[] frame(int opening, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(14 + payload.length);
    out.put((byte) opening);
    if (payload.length < 126) {
      out.put((byte) (0x80 | payload.length));
    } else if (payload.length <= 0xFFFF) {
      out.put((byte) 0xFE).putShort((short) payload.length);
    } else {
      out.put((byte) 0xFF).putLong(payload.length);
    }
    out.put(KEY);
    for (int i = 0; i < payload.length; i++) {
      out.put((byte) (payload[i] ^ KEY[i % 4]));
    }
    byte[] frame = new byte[out.position()];
    out.flip().get(frame);
    return frame;
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
