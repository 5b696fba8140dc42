package dev.deltawire.server.spi;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;

/**
 * Pages of memory outside of the heap, lent again and again: a collector neither moves nor counts
 * what peers make a server hold in them. Thread: any.
 *
 * <p>There is never more memory than has been lent at a time, but for a part of a slab. Slabs of
 * which nothing is lent are only known weakly: they are lent again until the next collection frees
 * their memory, so that nothing stays and nothing has to be timed. When the JVM grants no more such
 * memory ({@code -XX:MaxDirectMemorySize}), further pages lie in the heap until as much as was lent
 * then has come back.
 */
final class PagePool {

  /** After a refusal, and twice as many after each further one. */
  private static final int LEAST_PATIENCE = 16;

  private static final int MOST_DOUBLINGS = 8;

  private final int slabBytes;
  private final IntFunction<ByteBuffer> outside;
  private final Deque<WeakReference<PageSlab>> idle = new ArrayDeque<>();

  /** Slabs of which something is lent. */
  private int inUse;

  /** Slabs that are to come back before memory outside is asked for again; 0 if it is granted. */
  private int patience;

  private int refusalsInARow;

  /** The first of the slabs of which some pages are lent and some are not. */
  private PageSlab open;

  /** Pages of so many bytes, in memory that {@code outside} makes. */
  PagePool(int pageBytes, IntFunction<ByteBuffer> outside) {
    this.slabBytes = PageSlab.PAGES * pageBytes;
    this.outside = outside;
  }

  /** Lends {@code count} pages, or none, and puts them at index {@code from}. */
  synchronized void take(LentPage[] into, int from, int count) {
    int end = from;
    try {
      while (end < from + count) {
        into[end] = take();
        end++;
      }
    } catch (OutOfMemoryError e) {
      while (end > from) {
        give(into[--end]);
      }
      throw e;
    }
  }

  /** Ends what {@link #take} began with the first {@code count} of them; nobody uses them now. */
  synchronized void give(LentPage[] pages, int count) {
    for (int i = 0; i < count; i++) {
      give(pages[i]);
    }
  }

  private LentPage take() {
    if (open == null) {
      link(anySlab());
      inUse++;
    }
    PageSlab slab = open;
    LentPage page = slab.take();
    if (slab.isLent()) {
      unlink(slab);
    }
    return page;
  }

  private void give(LentPage page) {
    PageSlab slab = page.slab();
    if (slab.isLent()) {
      link(slab);
    }
    slab.give(page);
    if (slab.isIdle()) {
      unlink(slab);
      idle.push(slab.weakly());
      inUse--;
      patience = Math.max(0, patience - 1);
    }
  }

  /** One of which nothing is lent. */
  private PageSlab anySlab() {
    PageSlab slab = null;
    while (slab == null && !idle.isEmpty()) {
      slab = idle.pop().get();
    }
    return slab == null ? new PageSlab(memory()) : slab;
  }

  private ByteBuffer memory() {
    if (patience == 0) {
      try {
        ByteBuffer memory = outside.apply(slabBytes);
        refusalsInARow = 0;
        return memory;
      } catch (OutOfMemoryError e) { // it has waited for a collection: not once for every slab
        int doublings = Math.min(refusalsInARow++, MOST_DOUBLINGS);
        patience = Math.max(inUse, LEAST_PATIENCE << doublings);
      }
    }
    return ByteBuffer.allocate(slabBytes);
  }

  private void link(PageSlab slab) {
    slab.next = open;
    if (open != null) {
      open.previous = slab;
    }
    open = slab;
  }

  private void unlink(PageSlab slab) {
    if (slab.previous == null) {
      open = slab.next;
    } else {
      slab.previous.next = slab.next;
    }
    if (slab.next != null) {
      slab.next.previous = slab.previous;
    }
    slab.previous = null;
    slab.next = null;
  }
}
