package dev.deltawire.server;

import java.nio.ByteBuffer;

/**
 * The messages of one connection that wait for its session: copies, in pages that are lent while
 * there is any. Its owner guards it.
 */
final class WaitingMessages {

  private final MessagePages pages;
  private MessagePage first;
  private MessagePage last;
  private int count;
  private long bytes;

  /** Where the message lies that was taken; null when none is. */
  private MessagePage inHand;

  /** Whether that page holds nothing else, and is to be given back with the message. */
  private boolean inHandAlone;

  WaitingMessages(MessagePages pages) {
    this.pages = pages;
  }

  int count() {
    return count;
  }

  /** Of all of them together. */
  long bytes() {
    return bytes;
  }

  void add(ByteBuffer utf8) {
    int length = utf8.remaining();
    if (last == null || !last.fits(length)) {
      append(pages.take(length, last == null));
    }
    last.add(utf8);
    count++;
    bytes += length;
  }

  /** How long the oldest is; there is one. */
  int nextLength() {
    return first.length();
  }

  /**
   * Takes the oldest, of {@link #nextLength} bytes, in hand, until {@link #giveBack}; there is one.
   *
   * @return where it begins in {@link #text}
   */
  int take() {
    inHand = first;
    count--;
    bytes -= first.length();
    int from = first.take();
    inHandAlone = first.isTaken();
    if (inHandAlone) {
      first = first.next;
      last = first == null ? null : last;
    }
    return from;
  }

  /** What the message in hand lies in. */
  byte[] text() {
    return inHand.array();
  }

  /** Nobody looks at the message in hand any more. */
  void giveBack() {
    if (inHandAlone) {
      pages.give(inHand);
    }
    inHand = null;
  }

  /** Forgets all but the message in hand. */
  void clear() {
    for (MessagePage page = first; page != null; ) {
      MessagePage following = page.next;
      if (page == inHand) {
        inHandAlone = true;
      } else {
        pages.give(page);
      }
      page = following;
    }
    first = null;
    last = null;
    count = 0;
    bytes = 0;
  }

  private void append(MessagePage page) {
    if (last == null) {
      first = page;
    } else {
      last.next = page;
    }
    last = page;
  }
}
