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

  /** The mark of a frame that has none. */
  static final long UNMARKED = 0;

  /** Stands for an event that a wire format does not show: no byte on the wire. */
  static final Frame NOTHING = new Frame(new byte[0], UNMARKED);

  private final byte[] bytes;
  private final long mark;

  private Frame(byte[] bytes, long mark) {
    this.bytes = bytes;
    this.mark = mark;
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
    return new Frame(FrameHeader.frame(FrameHeader.TEXT, utf8, offset, length), UNMARKED);
  }

  /**
   * This frame with a mark, of which {@link dev.deltawire.server.spi.Session#onAccepted} tells once
   * the peer has proved that the frame has come.
   *
   * @param number above 0, and rising in the order in which frames are sent to one connection
   */
  public Frame withMark(long number) {
    if (number <= UNMARKED) {
      throw new IllegalArgumentException("a mark must be positive: " + number);
    }
    return new Frame(bytes, number);
  }

  /** Bytes on the wire, header included. */
  public int size() {
    return bytes.length;
  }

  /** The message, decoded anew at each call: to look at, as the tests of a dialect do. */
  public String message() {
    int header = FrameHeader.sizeOf(bytes);
    return new String(bytes, header, bytes.length - header, StandardCharsets.UTF_8);
  }

  long mark() {
    return mark;
  }

  /** The bytes, not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  void copyTo(ByteBuffer target) {
    target.put(bytes);
  }
}
