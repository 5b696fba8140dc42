package dev.deltawire.server.spi;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;

/** The piece of memory that some pages of a {@link PagePool} lie in; the pool guards it. */
final class PageSlab {

  static final int PAGES = 64;

  /** By which a pool knows those of which nothing is lent. */
  private final WeakReference<PageSlab> weakly = new WeakReference<>(this);

  private LentPage free;
  private int lent;

  /** Its neighbours among those of which some pages are lent and some are not. */
  PageSlab previous;

  PageSlab next;

  PageSlab(ByteBuffer memory) {
    int pageBytes = memory.capacity() / PAGES;
    for (int i = PAGES - 1; i >= 0; i--) {
      LentPage page = new LentPage(this, memory.slice(i * pageBytes, pageBytes));
      page.nextFree = free;
      free = page;
    }
  }

  WeakReference<PageSlab> weakly() {
    return weakly;
  }

  boolean isIdle() {
    return lent == 0;
  }

  /** Whether all of its pages are lent. */
  boolean isExhausted() {
    return lent == PAGES;
  }

  /** Lends a page; not all are lent. */
  LentPage take() {
    LentPage page = free;
    free = page.nextFree;
    page.nextFree = null;
    lent++;
    return page;
  }

  void give(LentPage page) {
    page.nextFree = free;
    free = page;
    lent--;
  }
}
