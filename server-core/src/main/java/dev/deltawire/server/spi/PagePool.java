package dev.deltawire.server.spi;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
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
 *
 * <p>Only who takes pages waits for others, each for one of them: a thread that gives pages back
 * may come last of all, and a line of such threads would keep a loop waiting (0051).
 */
final class PagePool {

  /** After a refusal, and twice as many after each further one. */
  private static final int LEAST_PATIENCE = 16;

  private static final int MOST_DOUBLINGS = 8;

  private final int slabBytes;
  private final IntFunction<ByteBuffer> outside;

  /** Given back, and not put away yet. */
  private final AtomicReference<LentPage> returned = new AtomicReference<>();

  /** Guards what follows; who takes pages waits for it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Deque<WeakReference<PageSlab>> idle = new ArrayDeque<>();

  /** Slabs of which something is lent. */
  private int inUse;

  /** Slabs that are to come back before memory outside is asked for again; 0 if it is granted. */
  private int patience;

  private int refusalsInARow;

  /** Whether somebody asks now. */
  private boolean asking;

  /** The first of the slabs of which some pages are lent and some are not. */
  private PageSlab open;

  /** Pages of so many bytes, in memory that {@code outside} makes. */
  PagePool(int pageBytes, IntFunction<ByteBuffer> outside) {
    this.slabBytes = PageSlab.PAGES * pageBytes;
    this.outside = outside;
  }

  /** Lends {@code count} pages, or none, and puts them at index {@code from}. */
  void take(LentPage[] into, int from, int count) {
    int to = from + count;
    int end = takeThere(into, from, to);
    try {
      while (end < to) {
        end = takeWith(new PageSlab(memory()), into, end, to);
      }
    } catch (OutOfMemoryError e) {
      give(into, from, end);
      throw e;
    }
  }

  /** Ends what {@link #take} began with the first {@code count} of them; nobody uses them now. */
  void give(LentPage[] pages, int count) {
    give(pages, 0, count);
  }

  private void give(LentPage[] pages, int from, int to) {
    for (int i = from; i < to; i++) {
      comeBack(pages[i]);
    }
    putAwayUnlessBusy();
  }

  private void comeBack(LentPage page) {
    LentPage head;
    do {
      head = returned.get();
      page.nextFree = head;
    } while (!returned.compareAndSet(head, page));
  }

  /**
   * Leaves it to whoever has the lock, and looks again, or waits for it, and is going to take
   * pages.
   */
  private void putAwayUnlessBusy() {
    while (returned.get() != null && !lock.hasQueuedThreads() && lock.tryLock()) {
      try {
        putAway();
      } finally {
        lock.unlock();
      }
    }
  }

  private void putAway() {
    LentPage page = returned.getAndSet(null);
    while (page != null) {
      LentPage next = page.nextFree;
      putAway(page);
      page = next;
    }
  }

  /** Takes as many as there are without new memory; returns where they end. */
  private int takeThere(LentPage[] into, int from, int to) {
    return takeWith(null, into, from, to);
  }

  /** The same, and of {@code fresh} if there is one. */
  private int takeWith(PageSlab fresh, LentPage[] into, int from, int to) {
    int end = from;
    lock.lock();
    try {
      putAway();
      if (fresh != null) {
        open(fresh);
      }
      while (end < to && (open != null || reopen())) {
        into[end++] = takeOpen();
      }
    } finally {
      lock.unlock();
    }
    putAwayUnlessBusy();
    return end;
  }

  private LentPage takeOpen() {
    PageSlab slab = open;
    LentPage page = slab.take();
    if (slab.isExhausted()) {
      unlink(slab);
    }
    return page;
  }

  private void putAway(LentPage page) {
    PageSlab slab = page.slab();
    if (slab.isExhausted()) {
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

  /** Opens one of which nothing is lent; whether there was one. */
  private boolean reopen() {
    PageSlab slab = null;
    while (slab == null && !idle.isEmpty()) {
      slab = idle.pop().get();
    }
    if (slab != null) {
      open(slab);
    }
    return slab != null;
  }

  private void open(PageSlab slab) {
    link(slab);
    inUse++;
  }

  /** Of a new slab. The JVM may let the one who asks wait; others go on meanwhile. */
  private ByteBuffer memory() {
    if (mayAsk()) {
      try {
        ByteBuffer memory = outside.apply(slabBytes);
        granted();
        return memory;
      } catch (OutOfMemoryError e) { // it has waited for a collection: not once for every slab
        refused();
      }
    }
    return ByteBuffer.allocate(slabBytes);
  }

  /** After a refusal one asks for all. */
  private boolean mayAsk() {
    lock.lock();
    try {
      boolean may = patience == 0 && !(asking && refusalsInARow > 0);
      asking |= may;
      return may;
    } finally {
      lock.unlock();
    }
  }

  private void granted() {
    answered(() -> refusalsInARow = 0);
  }

  private void refused() {
    answered(
        () -> {
          int doublings = Math.min(refusalsInARow++, MOST_DOUBLINGS);
          patience = Math.max(inUse, LEAST_PATIENCE << doublings);
        });
  }

  private void answered(Runnable consequence) {
    lock.lock();
    try {
      asking = false;
      consequence.run();
    } finally {
      lock.unlock();
    }
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
