package dev.deltawire.server.spi;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Arrays for whole long messages, lent to each thread that has such a message in hand. Thread: any;
 * nobody waits for another, but makes an array of its own or forgets it (0051).
 *
 * <p>It keeps four a processor at most, and none of more than half a mebibyte.
 */
final class SpareArrays {

  private static final int LEAST_BYTES = 1 << 14;
  private static final int MOST_KEPT_BYTES = 1 << 19;
  private static final int KEPT_A_PROCESSOR = 4;

  private final byte[][] spare =
      new byte[KEPT_A_PROCESSOR * Runtime.getRuntime().availableProcessors()][];
  private final ReentrantLock lock = new ReentrantLock();
  private int count;

  /** An array of at least so many bytes, of any content. */
  byte[] take(int least) {
    byte[] array = take();
    return array != null && array.length >= least ? array : new byte[roundedUp(least)];
  }

  /** Takes an array back, or any other, which is forgotten. */
  void give(byte[] array) {
    if (isKept(array.length) && lock.tryLock()) {
      try {
        push(array);
      } finally {
        lock.unlock();
      }
    }
  }

  private byte[] take() {
    if (!lock.tryLock()) {
      return null;
    }
    try {
      return pop();
    } finally {
      lock.unlock();
    }
  }

  private void push(byte[] array) {
    if (count < spare.length) {
      spare[count++] = array;
    }
  }

  private byte[] pop() {
    if (count == 0) {
      return null;
    }
    byte[] array = spare[--count];
    spare[count] = null;
    return array;
  }

  private static boolean isKept(int length) {
    return length >= LEAST_BYTES && length <= MOST_KEPT_BYTES && Integer.bitCount(length) == 1;
  }

  /** To the next power of two, so that one array does for messages of about the same length. */
  private static int roundedUp(int length) {
    return length > MOST_KEPT_BYTES
        ? length
        : Math.max(LEAST_BYTES, Integer.highestOneBit(Math.max(length - 1, 1)) << 1);
  }
}
