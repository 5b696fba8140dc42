package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What lets the changes of one conversation happen one after the other, each with its reply and its
 * events, so that everybody sees the events in the same order (X-36, C-09).
 *
 * <p>Thread: the executor's; blocks while somebody else changes the same conversation. Nobody waits
 * for a second conversation while in a first one.
 */
final class RoomOrder {

  private static final int STRIPES = 1024;

  private final Lock[] stripes = new Lock[STRIPES];

  RoomOrder() {
    Arrays.setAll(stripes, i -> new ReentrantLock());
  }

  /** A change with its reply and its events. */
  @FunctionalInterface
  interface Work<X extends Exception> {
    void run() throws StoreException, X;
  }

  <X extends Exception> void in(UUID conversationId, Work<X> work) throws StoreException, X {
    Lock lock = stripes[Math.floorMod(conversationId.hashCode(), STRIPES)];
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
