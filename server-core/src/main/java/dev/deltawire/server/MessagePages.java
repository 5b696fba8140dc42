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

  private final Spares<MessagePage> first = spares(256, FIRST_BYTES);
  private final Spares<MessagePage> further = spares(64, BYTES);

  private static Spares<MessagePage> spares(int most, int bytes) {
    return new Spares<>(most, most * bytes, MessagePage::capacity);
  }

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
    boolean isFirst = alone && MessagePage.size(length) <= FIRST_BYTES;
    MessagePage spare = (isFirst ? first : further).take();
    return spare == null ? new MessagePage(isFirst ? FIRST_BYTES : BYTES) : spare;
  }

  /** Takes a page back. */
  void give(MessagePage page) {
    page.clear();
    (page.capacity() == FIRST_BYTES ? first : further).give(page);
  }

  /** Pages that wait to be lent. */
  int spares() {
    return first.count() + further.count();
  }
}
