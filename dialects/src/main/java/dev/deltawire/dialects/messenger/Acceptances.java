package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.server.spi.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/**
 * What sockets have accepted on its way to the store: while one batch is written the next one
 * gathers, so that many acceptances are one write (M-28).
 *
 * <p>What can't be written stays undelivered and is drained again. Thread: any; does not block.
 */
final class Acceptances {

  private final MessengerStore.Mailboxes mailboxes;
  private final Node node;
  private Map<String, Long> gathered = new HashMap<>();
  private boolean writing;

  Acceptances(MessengerStore.Mailboxes mailboxes, Node node) {
    this.mailboxes = mailboxes;
    this.node = node;
  }

  /** An agent has accepted everything in its mailbox up to a number. */
  void accept(String handle, long number) {
    if (gather(handle, number)) {
      try (Taken role = Taken.of(this::resign)) {
        node.executor().execute(this::write);
        role.keep();
      } catch (RejectedExecutionException e) { // the server ends: nobody else writes it
        write();
      }
    }
  }

  /** Whether somebody has to be set to write. */
  private synchronized boolean gather(String handle, long number) {
    gathered.merge(handle, number, Math::max);
    boolean idle = !writing;
    writing = true;
    return idle;
  }

  /** Nobody writes: the next acceptance sets somebody to it. */
  private synchronized void resign() {
    writing = false;
  }

  private void write() {
    for (Map<String, Long> batch = next(); !batch.isEmpty(); batch = next()) {
      try {
        mailboxes.deliver(batch);
      } catch (StoreException | RuntimeException | Error e) { // must not stop the next batches
        node.errorHandler().onError("messenger acceptance", e);
      }
    }
  }

  private synchronized Map<String, Long> next() {
    Map<String, Long> batch = gathered;
    gathered = new HashMap<>();
    writing = !batch.isEmpty();
    return batch;
  }
}
