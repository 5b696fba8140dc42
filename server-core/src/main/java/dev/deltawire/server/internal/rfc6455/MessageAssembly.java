package dev.deltawire.server.internal.rfc6455;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a message that did not come in one piece; as large as what has come, and no larger.
 */
final class MessageAssembly {

  private static final int SMALLEST = 512;
  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int length;

  boolean isEmpty() {
    return length == 0;
  }

  /** Copies {@code count} bytes from index {@code from}. */
  void append(ByteBuffer in, int from, int count) {
    if (count == 0) {
      return;
    }
    if (count > bytes.length - length) {
      grow(length + count);
    }
    in.get(from, bytes, length, count);
    length += count;
  }

  /** All bytes; they are the caller's, this is empty again and holds no memory. */
  ByteBuffer release() {
    ByteBuffer message = ByteBuffer.wrap(bytes, 0, length);
    bytes = NONE;
    length = 0;
    return message;
  }

  private void grow(int needed) {
    long doubled = Math.max(SMALLEST, 2L * bytes.length);
    bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, doubled)));
  }
}
