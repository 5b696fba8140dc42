package dev.deltawire.server;

/**
 * The pages that the messages of one loop's connections wait in, lent again and again. Thread: any.
 *
 * <p>It keeps at most 384 KiB of those that have come back, whatever a flood has made it lend.
 */
final class MessagePages {

  /** Of the first page of a connection, lest a short message hold a long one. */
  static final int FIRST_BYTES = 512;

  static final int BYTES = 4096;

  private static final int LONGEST = BYTES - MessagePage.size(0);

  private final Spares first = new Spares(FIRST_BYTES, 256);
  private final Spares further = new Spares(BYTES, 64);

  /** Whether no page has room for a message of so many bytes. */
  static boolean isLong(int length) {
    return length > LONGEST;
  }

  /**
   * Lends a page.
   *
   * @param length of the message that it has to have room for, no long one
   * @param alone whether the connection has no other page
   */
  MessagePage take(int length, boolean alone) {
    return (alone && MessagePage.size(length) <= FIRST_BYTES ? first : further).take();
  }

  /** Takes a page back. */
  void give(MessagePage page) {
    page.clear();
    first.give(page);
    further.give(page);
  }

  /** Pages that wait to be lent. */
  int spares() {
    return first.count() + further.count();
  }

  private static final class Spares {
    private final int bytes;
    private final MessagePage[] pages;
    private int count;

    Spares(int bytes, int most) {
      this.bytes = bytes;
      this.pages = new MessagePage[most];
    }

    synchronized MessagePage take() {
      if (count == 0) {
        return new MessagePage(bytes);
      }
      MessagePage page = pages[--count];
      pages[count] = null;
      return page;
    }

    synchronized void give(MessagePage page) {
      if (page.capacity() == bytes && count < pages.length) {
        pages[count++] = page;
      }
    }

    synchronized int count() {
      return count;
    }
  }
}
