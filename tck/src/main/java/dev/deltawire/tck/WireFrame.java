package dev.deltawire.tck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One RFC 6455 frame as it was on the wire.
 *
 * @param firstByte FIN, the reserved bits and the opcode (§5.2)
 * @param payload the application data
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look into it
public record WireFrame(int firstByte, byte[] payload) {

  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;
  public static final int FIN = 0x80;

  private static final int MASK_BIT = 0x80;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  /** Any but the zero key would do; a fixed one makes failures repeatable. */
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  /** The opcode. */
  public int opcode() {
    return firstByte & 0xF;
  }

  /** Whether it is the last of its message. */
  public boolean fin() {
    return (firstByte & FIN) != 0;
  }

  /** The payload as UTF-8. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** A close frame's code; 1005 without one (§7.1.5). */
  public int closeCode() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  /** A close frame's reason. */
  public String closeReason() {
    int skipped = Math.min(2, payload.length);
    return new String(payload, skipped, payload.length - skipped, StandardCharsets.UTF_8);
  }

  /** A final, unmasked frame, as servers send it. */
  static byte[] unmasked(int opcode, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 10);
    putHeader(frame, FIN | opcode, 0, payload.length);
    frame.put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /** A masked frame, as clients send it. */
  public static byte[] masked(int firstByte, byte[] payload) {
    return masked(firstByte, payload, MASK);
  }

  static byte[] masked(int firstByte, byte[] payload, byte[] mask) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    putHeader(frame, firstByte, MASK_BIT, payload.length);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  static byte[] maskedText(String text) {
    return masked(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A close frame's payload (§5.5.1). */
  static byte[] closePayload(int code, String reason) {
    byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireFrame frame
        && firstByte == frame.firstByte
        && Arrays.equals(payload, frame.payload);
  }

  @Override
  public int hashCode() {
    return 31 * firstByte + Arrays.hashCode(payload);
  }

  /** The first byte and at most 64 bytes of payload, in hex. */
  @Override
  public String toString() {
    int shown = Math.min(64, payload.length);
    String cut = shown < payload.length ? "… (" + payload.length + " bytes)" : "";
    return String.format("%02x:", firstByte) + HexFormat.of().formatHex(payload, 0, shown) + cut;
  }

  private static void putHeader(ByteBuffer frame, int firstByte, int maskBit, int length) {
    frame.put((byte) firstByte);
    if (length < LENGTH_16_BITS) {
      frame.put((byte) (maskBit | length));
    } else if (length <= 0xFFFF) {
      frame.put((byte) (maskBit | LENGTH_16_BITS)).putShort((short) length);
    } else {
      frame.put((byte) (maskBit | LENGTH_64_BITS)).putLong(length);
    }
  }
}
