package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a message or a body that did not come in one piece; as large as what has come, and
 * hardly larger.
 *
 * <p>They begin as an array that grows to a page. What is longer lies in pages that are lent and
 * used again: no byte is moved because others follow it, and what is dropped makes no garbage.
 */
public final class GatheredBytes {

  private static final int SMALLEST = 512;
  private static final int PAGE = MemoryBudget.PAGE_BYTES;
  private static final int FIRST_PAGES = 4;
  private static final byte[] NONE = {};
  private static final byte[][] NO_PAGES = {};

  private final Holding holding;
  private byte[] first = NONE;
  private byte[][] pages = NO_PAGES;
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
   * @return false when there is no memory for all of them
   */
  public boolean append(ByteBuffer in, int from, int count) {
    int end = from + count;
    int at = from;
    while (at < end) {
      byte[] page = pageWithRoom(end - at);
      if (page == null) {
        return false;
      }
      int offset = length % PAGE;
      int part = Math.min(end - at, page.length - offset);
      in.get(at, page, offset, part);
      length += part;
      at += part;
    }
    return true;
  }

  /** All bytes, until {@link #clear}. */
  public ByteBuffer content() {
    return ByteBuffer.wrap(pageCount == 0 ? first : copy(), 0, length);
  }

  /** All bytes, counted as they are; nothing is left here. */
  public byte[] release() {
    byte[] all = pageCount == 0 && length == first.length ? first : copy();
    clear();
    holding.takeAnyway(all.length, all.length);
    return all;
  }

  /** Holds nothing any more, no memory either. */
  public void clear() {
    holding.give(first.length);
    first = NONE;
    for (int i = 0; i < pageCount; i++) {
      holding.givePage(pages[i]);
    }
    pages = NO_PAGES;
    pageCount = 0;
    length = 0;
  }

  private byte[] copy() {
    byte[] all = Arrays.copyOf(first, length);
    for (int i = 0, at = first.length; at < length; i++, at += PAGE) {
      System.arraycopy(pages[i], 0, all, at, Math.min(PAGE, length - at));
    }
    return all;
  }

  /** Where the next byte belongs; null when there is no memory for it. */
  private byte[] pageWithRoom(int more) {
    if (length < PAGE) {
      return length < first.length || growFirst(more) ? first : null;
    }
    int index = length / PAGE - 1;
    return index < pageCount || addPage() ? pages[index] : null;
  }

  private boolean growFirst(int more) {
    int capacity = Math.min(PAGE, Math.max(SMALLEST, Math.max(length + more, 2 * length)));
    boolean room = holding.take(capacity - first.length);
    if (room) {
      first = Arrays.copyOf(first, capacity);
    }
    return room;
  }

  private boolean addPage() {
    byte[] page = holding.takePage();
    if (page == null) {
      return false;
    }
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, Math.max(FIRST_PAGES, 2 * pageCount));
    }
    pages[pageCount++] = page;
    return true;
  }
}
