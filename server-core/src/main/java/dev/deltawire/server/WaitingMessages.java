package dev.deltawire.server;

import dev.deltawire.server.internal.rfc6455.GatheredBytes;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The messages of one connection that wait for its session: copies, in pages that are lent while
 * there is any. Long ones lie outside of the heap, and come into it in their turn. Its owner guards
 * it, but for {@link #text}.
 */
final class WaitingMessages {

  private final MessagePages pages;
  private final Holding holding;
  private MessagePage first;
  private MessagePage last;
  private int count;
  private long bytes;

  /** Those for which there is a mark in the pages; null until there is any. */
  private Queue<GatheredBytes> longOnes;

  private long longBytes;

  /** Where the message lies that was taken; null when none is. */
  private MessagePage inHand;

  /** Whether that page holds nothing else, and is to be given back with the message. */
  private boolean inHandAlone;

  private int inHandLength;

  /** The message in hand when it is a long one, and its bytes once they are wanted. */
  private GatheredBytes longInHand;

  private byte[] longText;

  /** None yet; {@code holding} counts their memory. */
  WaitingMessages(MessagePages pages, Holding holding) {
    this.pages = pages;
    this.holding = holding;
  }

  int count() {
    return count;
  }

  /** Of all of them together. */
  long bytes() {
    return bytes;
  }

  /** Adds a copy; false when there is no memory for it. */
  boolean add(ByteBuffer utf8) {
    int length = utf8.remaining();
    boolean added = MessagePages.isLong(length) ? addLong(utf8, length) : addShort(utf8, length);
    if (added) {
      count++;
      bytes += length;
    }
    return added;
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
    inHandLength = first.length();
    count--;
    bytes -= inHandLength;
    int from = first.take();
    inHandAlone = first.isTaken();
    if (inHandAlone) {
      first = first.next;
      last = first == null ? null : last;
    }
    if (!MessagePages.isLong(inHandLength)) {
      return from;
    }
    longInHand = longOnes.remove();
    longBytes -= inHandLength;
    return 0;
  }

  /** What the message in hand lies in. Thread: whoever has it in hand, guarded or not. */
  byte[] text() {
    if (longInHand == null) {
      return inHand.array();
    }
    if (longText == null) {
      holding.takeAnyway(inHandLength, inHandLength);
      longText = longInHand.take();
    }
    return longText;
  }

  /** Nobody looks at the message in hand, which was asked for its text, any more. */
  void giveBack() {
    holding.give(inHandLength);
    if (inHandAlone) {
      pages.give(inHand);
    }
    if (longInHand != null) {
      giveBackLong();
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
    if (longBytes > 0) {
      longOnes.forEach(GatheredBytes::clear);
      longOnes.clear();
    }
    holding.give(bytes - longBytes);
    first = null;
    last = null;
    count = 0;
    bytes = 0;
    longBytes = 0;
  }

  private void giveBackLong() {
    longInHand.clear(); // which it is, unless there was no array for it
    if (longText != null) {
      longInHand.giveBack(longText);
    }
    longInHand = null;
    longText = null;
  }

  private boolean addShort(ByteBuffer utf8, int length) {
    MessagePage page = pageFor(length); // may throw, and so comes before what is counted
    boolean room = holding.take(length);
    if (room) {
      page.add(utf8);
    }
    return room;
  }

  private boolean addLong(ByteBuffer utf8, int length) {
    longOnes = longOnes == null ? new ArrayDeque<>(1) : longOnes;
    MessagePage page = pageFor(0);
    GatheredBytes copy = new GatheredBytes(holding);
    if (!copy.append(utf8, utf8.position(), length)) {
      return false;
    }
    longOnes.add(copy);
    longBytes += length;
    page.mark(length);
    return true;
  }

  private MessagePage pageFor(int length) {
    if (last == null || !last.fits(length)) {
      append(pages.take(length, last == null));
    }
    return last;
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
