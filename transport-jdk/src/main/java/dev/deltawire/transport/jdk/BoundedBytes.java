package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Received bytes up to a limit; as large as what has come, whatever was announced. */
final class BoundedBytes {

  private static final int SMALLEST = 512;
  private static final byte[] NONE = {};

  private final int maxBytes;
  private final Holding holding;
  private byte[] received = NONE;
  private int length;

  BoundedBytes(int maxBytes, Holding holding) {
    this.maxBytes = maxBytes;
    this.holding = holding;
  }

  boolean fits(long more) {
    return more <= maxBytes - length;
  }

  /** Moves {@code count} bytes over, which fit; false when there is no memory for them. */
  boolean append(ByteBuffer in, int count) {
    if (count > received.length - length && !grow(length + count)) {
      return false;
    }
    in.get(received, length, count);
    length += count;
    return true;
  }

  /** All of them, counted as they are; nothing is left here. */
  byte[] release() {
    byte[] all = length == received.length ? received : Arrays.copyOf(received, length);
    holding.give(received.length - length);
    received = NONE;
    length = 0;
    return all;
  }

  /** Forgets them. */
  void drop() {
    holding.give(received.length);
    received = NONE;
    length = 0;
  }

  private boolean grow(int needed) {
    long doubled = Math.max(SMALLEST, 2L * received.length);
    int capacity = (int) Math.min(maxBytes, Math.max(needed, doubled));
    boolean room = holding.take(capacity - received.length);
    if (room) {
      received = Arrays.copyOf(received, capacity);
    }
    return room;
  }
}
