package dev.deltawire.server;

import java.nio.ByteBuffer;

/**
 * Memory of messages that wait, back to back, each behind its length; long ones are only marked.
 * One owner at a time.
 */
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

  /** Adds the mark of a message of so many bytes, which lies elsewhere. */
  void mark(int length) {
    bytes.putInt(~length);
  }

  /** Whether all of its messages are taken. */
  boolean isTaken() {
    return oldest == bytes.position();
  }

  /** How long the oldest message is. */
  int length() {
    int length = bytes.getInt(oldest);
    return length < 0 ? ~length : length;
  }

  /** Takes the oldest message; where it begins in {@link #array}, if it lies here. */
  int take() {
    int from = size(oldest);
    oldest = from + Math.max(0, bytes.getInt(oldest));
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
