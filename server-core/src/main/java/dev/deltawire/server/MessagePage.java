package dev.deltawire.server;

import java.nio.ByteBuffer;

/** Memory of messages that wait, back to back, each behind its length. One owner at a time. */
final class MessagePage {

  private static final int LENGTH_BYTES = Integer.BYTES;

  /** Its position is where the next message goes. */
  private final ByteBuffer bytes;

  /** Where the oldest message begins that is not taken. */
  private int oldest;

  /** The page behind it, of the same connection. */
  MessagePage next;

  MessagePage(int capacity) {
    this.bytes = ByteBuffer.allocate(capacity);
  }

  /** Memory that one message of so many bytes needs. */
  static int size(int length) {
    return LENGTH_BYTES + length;
  }

  int capacity() {
    return bytes.capacity();
  }

  boolean fits(int length) {
    return bytes.remaining() >= size(length);
  }

  void add(ByteBuffer message) {
    bytes.putInt(message.remaining()).put(message);
  }

  /** Whether all of its messages are taken. */
  boolean isTaken() {
    return oldest == bytes.position();
  }

  /** How long the oldest message is. */
  int length() {
    return bytes.getInt(oldest);
  }

  /** Takes the oldest message; where it begins in {@link #array}. */
  int take() {
    int from = size(oldest);
    oldest = from + bytes.getInt(oldest);
    return from;
  }

  byte[] array() {
    return bytes.array();
  }

  /** Holds nothing any more. */
  void clear() {
    bytes.clear();
    oldest = 0;
    next = null;
  }
}
