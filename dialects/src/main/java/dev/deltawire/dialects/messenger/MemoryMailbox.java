package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;
import java.util.ArrayList;
import java.util.List;

/** One agent's mailbox in memory. Guarded by the store. */
final class MemoryMailbox {

  private final List<MailItem> log = new ArrayList<>();
  private long floor;
  private long backlog;

  /** Adds a message; returns its number. */
  long add(Message message) {
    long number = log.size() + 1L;
    log.add(new MailItem(number, message));
    backlog++;
    return number;
  }

  long floor() {
    return floor;
  }

  long top() {
    return log.size();
  }

  long backlog() {
    return backlog;
  }

  /** The log after a number. */
  List<MailItem> after(long number) {
    return log.subList((int) Math.min(number, top()), log.size());
  }

  /** Moves the floor, over so many deliveries that were not delivered. */
  void raise(long number, long newlyDelivered) {
    floor = Math.max(floor, number);
    backlog -= newlyDelivered;
  }
}
