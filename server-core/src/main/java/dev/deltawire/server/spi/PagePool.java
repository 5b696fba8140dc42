package dev.deltawire.server.spi;

import java.util.Arrays;

/**
 * Pages of memory that are lent again and again, because a collector has already moved those that
 * large unfinished messages leave behind, and finds their garbage last. Thread: any.
 *
 * <p>It keeps at most half as many as are lent, so that nothing stays when all are given back.
 */
final class PagePool {

  private static final int FIRST_CAPACITY = 16;

  private final int pageBytes;
  private byte[][] spare = new byte[FIRST_CAPACITY][];
  private int spareCount;
  private int lent;

  PagePool(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** A page of any content. */
  synchronized byte[] take() {
    lent++;
    if (spareCount == 0) {
      return new byte[pageBytes];
    }
    byte[] page = spare[--spareCount];
    spare[spareCount] = null;
    return page;
  }

  /** Ends what {@link #take} began; nobody uses the page any more. */
  synchronized void give(byte[] page) {
    lent--;
    if (spareCount < lent / 2) {
      keep(page);
    }
    while (spareCount > lent / 2) {
      spare[--spareCount] = null;
    }
  }

  private void keep(byte[] page) {
    if (spareCount == spare.length) {
      spare = Arrays.copyOf(spare, 2 * spareCount);
    }
    spare[spareCount++] = page;
  }
}
