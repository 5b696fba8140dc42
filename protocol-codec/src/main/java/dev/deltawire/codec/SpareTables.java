package dev.deltawire.codec;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A few large tables, lent to one object of many members after the other: made anew for each, they
 * would be garbage of five times the message's length, in pieces that a collector finds hard to
 * place. Thread: any.
 */
final class SpareTables {

  /** Shorter ones are not worth keeping. */
  private static final int LARGE = 2048;

  /** Longer ones are those of messages that hardly any server lets in: nobody keeps them. */
  static final int LARGEST = 1 << 17;

  /** As many as objects that are likely to be scanned at a time. */
  private static final int KEPT = 4;

  private static final Queue<long[]> LONGS = new ArrayBlockingQueue<>(2 * KEPT);
  private static final Queue<int[]> INTS = new ArrayBlockingQueue<>(KEPT);

  private SpareTables() {}

  /** One of at least that length, whatever is in it. */
  static long[] longs(int least) {
    long[] spare = least < LARGE ? null : LONGS.poll();
    return spare == null || spare.length < least ? new long[least] : spare;
  }

  /** As {@link #longs}. */
  static int[] ints(int least) {
    int[] spare = least < LARGE ? null : INTS.poll();
    return spare == null || spare.length < least ? new int[least] : spare;
  }

  /** Takes back what is used no more. */
  static void giveBack(long[] table) {
    if (isKept(table.length)) {
      LONGS.offer(table);
    }
  }

  /** As {@link #giveBack(long[])}. */
  static void giveBack(int[] table) {
    if (isKept(table.length)) {
      INTS.offer(table);
    }
  }

  private static boolean isKept(int length) {
    return length >= LARGE && length <= LARGEST;
  }
}
