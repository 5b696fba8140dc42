package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.LentPage;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a message or a body that can't be handled yet; as large as what has come, and hardly
 * larger.
 *
 * <p>A few lie in an array that grows to a page. What is longer lies in pages that are lent and
 * used again, outside of the heap: no byte is moved because others follow it or because a collector
 * comes by, and what is dropped makes no garbage.
 */
public final class GatheredBytes {

  private static final int SMALLEST = 512;
  private static final int PAGE = MemoryBudget.PAGE_BYTES;
  private static final int FIRST_PAGES = 4;
  private static final byte[] NONE = {};
  private static final LentPage[] NO_PAGES = {};

  private final Holding holding;
  private byte[] first = NONE;

  /** What lies behind {@link #first}, which is full then, or empty. */
  private LentPage[] pages = NO_PAGES;

  private int pageCount;
  private int length;

  /** None yet; {@code holding} counts their memory. */
  public GatheredBytes(Holding holding) {
    this.holding = holding;
  }

  /** How many there are. */
  public int length() {
    return length;
  }

  /**
   * Copies {@code count} bytes from index {@code from}.
   *
   * @return false when there is no memory for all of them; then none is copied
   */
  public boolean append(ByteBuffer in, int from, int count) {
    if (!makeRoom(length + count)) {
      return false;
    }
    int end = from + count;
    int inFirst = Math.min(count, Math.max(0, first.length - length));
    in.get(from, first, Math.min(length, first.length), inFirst);
    length += inFirst;
    for (int at = from + inFirst; at < end; ) {
      int behindFirst = length - first.length;
      int offset = behindFirst % PAGE;
      int part = Math.min(end - at, PAGE - offset);
      pages[behindFirst / PAGE].put(offset, in, at, part);
      length += part;
      at += part;
    }
    return true;
  }

  /**
   * All bytes, at the beginning of an array that has to be given back; nothing is left here.
   *
   * <p>It counts for nobody: there are hardly more of them than threads.
   */
  public byte[] take() {
    byte[] whole = first;
    if (pageCount > 0) {
      whole = holding.borrowArray(length);
      copyTo(whole);
    }
    clear();
    return whole;
  }

  /** Ends what {@link #take} began; nobody looks at the bytes any more. */
  public void giveBack(byte[] taken) {
    holding.returnArray(taken);
  }

  /** All bytes in an array of their own, counted as they are; nothing is left here. */
  public byte[] release() {
    byte[] all = first;
    if (pageCount > 0 || length < first.length) {
      all = new byte[length];
      copyTo(all);
    }
    clear();
    holding.takeAnyway(all.length, all.length);
    return all;
  }

  /** Holds nothing any more, no memory either. */
  public void clear() {
    holding.give(first.length);
    first = NONE;
    holding.givePages(pages, pageCount);
    pages = NO_PAGES;
    pageCount = 0;
    length = 0;
  }

  private void copyTo(byte[] all) {
    int at = Math.min(first.length, length);
    System.arraycopy(first, 0, all, 0, at);
    for (int i = 0; at < length; i++, at += PAGE) {
      pages[i].get(all, at, Math.min(PAGE, length - at));
    }
  }

  private boolean makeRoom(int wanted) {
    if (wanted <= PAGE && pageCount == 0) {
      return wanted <= first.length || growFirst(wanted);
    }
    int needed = (wanted - first.length + PAGE - 1) / PAGE - pageCount;
    return needed <= 0 || addPages(needed);
  }

  private boolean growFirst(int wanted) {
    int capacity = Math.min(PAGE, Math.max(SMALLEST, Math.max(wanted, 2 * length)));
    boolean room = holding.take(capacity - first.length);
    if (room) {
      first = Arrays.copyOf(first, capacity);
    }
    return room;
  }

  private boolean addPages(int count) {
    int all = pageCount + count;
    if (all > pages.length) {
      pages = Arrays.copyOf(pages, Math.max(FIRST_PAGES, Math.max(all, 2 * pageCount)));
    }
    if (!holding.takePages(pages, pageCount, count)) {
      return false;
    }
    pageCount = all;
    return true;
  }
}
