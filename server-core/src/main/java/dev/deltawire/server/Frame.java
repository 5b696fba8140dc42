package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A ready RFC 6455 text frame, header included: encoded once, sent to as many connections as
 * wanted.
 *
 * <p>Immutable.
 */
public final class Frame {

  private final byte[] bytes;

  private Frame(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A text frame of what {@code json} holds; the writer may be reused at once. */
  public static Frame text(JsonWriter json) {
    return text(json.array(), 0, json.length());
  }

  /** A text frame of a string. */
  public static Frame text(String payload) {
    byte[] utf8 = payload.getBytes(StandardCharsets.UTF_8);
    return text(utf8, 0, utf8.length);
  }

  /** A text frame of valid UTF-8. */
  public static Frame text(byte[] utf8, int offset, int length) {
    return new Frame(FrameHeader.frame(FrameHeader.TEXT, utf8, offset, length));
  }

  /** Bytes on the wire, header included. */
  public int size() {
    return bytes.length;
  }

  /** The bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  void copyTo(ByteBuffer target) {
    target.put(bytes);
  }
}
