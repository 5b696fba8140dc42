package dev.deltawire.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One well-formed JSON value as its own UTF-8 bytes, immutable and passed through verbatim.
 *
 * <p>The bytes have no blanks before or after the value. This class does not look at them: only the
 * codec makes instances from text that nobody has checked.
 */
public final class RawJson {
  /** The text {@code {}}. */
  public static final RawJson EMPTY_OBJECT = new RawJson(new byte[] {'{', '}'});

  private final byte[] bytes;

  private RawJson(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A copy of bytes that the caller has validated: trusted, not checked.
   *
   * @param json one JSON value without blanks around it
   */
  public static RawJson ofValidated(byte[] json) {
    return ofValidated(json, 0, json.length);
  }

  /**
   * A copy of a slice that the caller has validated: trusted, not checked.
   *
   * @param from index of the value's first byte
   * @param to index after the value's last byte
   */
  public static RawJson ofValidated(byte[] json, int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException("an empty text is no JSON value");
    }
    return new RawJson(Arrays.copyOfRange(json, from, to));
  }

  /** Length in bytes. */
  public int size() {
    return bytes.length;
  }

  public boolean isObject() {
    return bytes[0] == '{';
  }

  public boolean isArray() {
    return bytes[0] == '[';
  }

  /**
   * Copies all bytes to {@code dst} from {@code pos} on.
   *
   * @return the index after the last byte written
   */
  public int writeTo(byte[] dst, int pos) {
    System.arraycopy(bytes, 0, dst, pos, bytes.length);
    return pos + bytes.length;
  }

  /** Puts all bytes at the position of {@code dst}. */
  public void writeTo(ByteBuffer dst) {
    dst.put(bytes);
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawJson that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The JSON text. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
