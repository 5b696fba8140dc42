package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a message that did not come in one piece; as large as what has come, and no larger.
 */
final class MessageAssembly {

  private static final int SMALLEST = 512;
  private static final byte[] NONE = {};

  private final Holding holding;
  private byte[] bytes = NONE;
  private int length;

  MessageAssembly(Holding holding) {
    this.holding = holding;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Copies {@code count} bytes from index {@code from}; false when there is no memory for them. */
  boolean append(ByteBuffer in, int from, int count) {
    if (count > bytes.length - length && !grow(length + count)) {
      return false;
    }
    in.get(from, bytes, length, count);
    length += count;
    return true;
  }

  /** All bytes, until {@link #clear}. */
  ByteBuffer content() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Holds nothing any more, no memory either. */
  void clear() {
    holding.give(bytes.length);
    bytes = NONE;
    length = 0;
  }

  private boolean grow(int needed) {
    long doubled = Math.max(SMALLEST, 2L * bytes.length);
    int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, doubled));
    boolean room = holding.take(capacity - bytes.length);
    if (room) {
      bytes = Arrays.copyOf(bytes, capacity);
    }
    return room;
  }
}
