package dev.deltawire.server;

import java.util.ArrayList;
import java.util.List;

/**
 * The receivers of a group in a circle, and how many of them a round still has to reach.
 *
 * <p>A round may begin anew before it has ended: it goes on from where it is, once around. Thread:
 * the loop.
 */
final class ReceiverRound<E> {

  /** How many receivers are looked at together, before the first of them has its turn. */
  private static final int TOGETHER = 16;

  private final List<StreamReceiver<E>> receivers = new ArrayList<>();

  /** The next one; those with a lower number follow, then the highest and on. */
  private int at = -1;

  private int left;

  /** Those with this number or a higher one have been peeked at since the circle's end. */
  private int peeked;

  int size() {
    return receivers.size();
  }

  StreamReceiver<E> get(int index) {
    return receivers.get(index);
  }

  /** Lets the round reach everybody, whether or not it has already. */
  void begin() {
    left = receivers.size();
  }

  /** The next receiver to reach; null when the round has ended. */
  StreamReceiver<E> next() {
    if (left == 0 || receivers.isEmpty()) {
      return null;
    }
    if (at < 0) {
      at = receivers.size() - 1;
      peeked = receivers.size();
    }
    if (at < peeked) {
      peek();
    }
    left--;
    return receivers.get(at--);
  }

  /**
   * Looks at the next few. What a receiver costs is above all the waiting for memory that nobody
   * has touched since its last turn; several wait together as long as one. Where none of them is
   * ready, nobody else is looked at on this way around.
   */
  private void peek() {
    int from = Math.max(0, at + 1 - TOGETHER);
    int ready = 0;
    for (int i = at; i >= from; i--) {
      ready += receivers.get(i).ready() ? 1 : 0;
    }
    peeked = ready > 0 ? from : 0;
  }

  /** Adds one, which the round reaches if it has yet to pass its place. */
  void add(StreamReceiver<E> receiver) {
    if (passesEnd()) {
      left++;
    }
    receivers.add(receiver);
  }

  /** Takes one out; the last one moves into its place. */
  void remove(StreamReceiver<E> receiver) {
    boolean lastIsLeft = passesEnd();
    int index = receiver.index();
    StreamReceiver<E> moved = receivers.remove(receivers.size() - 1);
    if (moved != receiver) {
      receivers.set(index, moved);
      moved.movedTo(index);
    }
    if (left > 0) {
      keepLeft(index, lastIsLeft);
    }
    at = Math.min(at, receivers.size() - 1);
  }

  /** After a removal, lets the round reach whom it has not reached, and perhaps others again. */
  private void keepLeft(int index, boolean lastIsLeft) {
    if (lastIsLeft && index == at + 1) {
      at = index; // the one that has just been reached: the last one stands there now
    } else if (lastIsLeft || index <= at) {
      begin();
    }
  }

  /** Whether the last receiver, and so the round's way past the end, is still to come. */
  private boolean passesEnd() {
    return left > at + 1;
  }
}
