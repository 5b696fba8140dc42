package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.dialects.messenger.MailboxEvent.Delivered;
import dev.deltawire.dialects.messenger.MailboxEvent.Notice;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageNew;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.SendResult;
import dev.deltawire.server.spi.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * One socket's place in its agent's mailbox (M-26, M-27).
 *
 * <p>It reads the log in pages, the next one when the socket has taken the last, until it has all
 * that it has heard of. Then it is live: the successor of the last entry is passed on as it comes;
 * anything else that is new makes it read again. So what comes to the socket depends on the log
 * alone, whatever becomes of nudges. Thread: any; only {@link #open} and the reading block.
 */
final class MailboxCursor {

  /** Entries of a page, if they are short. */
  private static final int PAGE = 100;

  /** Notices that may wait for a drain; a socket with more is closed as overloaded. */
  private static final int MAX_WAITING = 4096;

  /** A notice that waits, and what says that it does no more. */
  private record Waiting(Notice notice, Runnable over) {}

  private final String handle;
  private final Connection connection;
  private final MessengerStore.Mailboxes mailboxes;
  private final Node node;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** What the mailbox was like when the drain began; null before. */
  private MailboxPosition start;

  /** The last entry that was queued, or was delivered before. */
  private long position;

  /** The last entry that is known to exist. */
  private long heardOf;

  /** Whether a page is being read or on its way out. */
  private boolean reading = true;

  /** Whether the socket has gone. */
  private boolean left;

  MailboxCursor(
      String handle, Connection connection, MessengerStore.Mailboxes mailboxes, Node node) {
    this.handle = handle;
    this.connection = connection;
    this.mailboxes = mailboxes;
    this.node = node;
  }

  /**
   * Greets the socket and begins the drain, which is over at once if there is nothing to drain.
   *
   * <p>Thread: the executor's, once, when events are heard already.
   */
  void open(Frame greeting) throws StoreException {
    opened(mailboxes.position(handle), greeting);
  }

  /** Takes a nudge; returns whether the socket gets the entry at once. */
  synchronized boolean onDelivered(Delivered nudge) {
    heardOf = Math.max(heardOf, nudge.number());
    if (reading || nudge.number() <= position) {
      return false;
    }
    if (nudge.number() == position + 1) {
      position++;
      boolean sent = send(nudge.frame());
      release();
      return sent;
    }
    readOn(); // a gap
    return false;
  }

  /** Takes a frame that must not overtake an entry, and comes after the drain. */
  synchronized boolean onNotice(Notice notice) {
    heardOf = Math.max(heardOf, notice.after());
    if (waiting.isEmpty() && mayLeave(notice)) {
      return send(notice.frame());
    }
    if (left) {
      return false;
    }
    if (waiting.size() == MAX_WAITING) {
      connection.close(Closing.TRY_AGAIN_LATER, Closing.OVERLOAD);
      return false;
    }
    waiting.add(new Waiting(notice, connection.keep(notice.frame())));
    if (!reading) {
      readOn();
    }
    return false;
  }

  /** Takes a frame that is dropped during the drain; nothing is made of it unless it waits. */
  synchronized boolean onPassing(Frame frame) {
    if (isDraining()) {
      return false;
    }
    return waiting.isEmpty() ? send(frame) : onNotice(new Notice(0, frame));
  }

  /** Lets go of what waits, because the socket has gone. */
  synchronized void leave() {
    left = true;
    waiting.forEach(each -> each.over().run());
    waiting.clear();
  }

  private synchronized void opened(MailboxPosition found, Frame greeting) {
    send(greeting);
    start = found;
    position = found.floor();
    heardOf = Math.max(heardOf, found.top());
    proceed();
  }

  /** Reads on, or is live. */
  private synchronized void proceed() {
    start = isDraining() ? start : start.drained();
    reading = position < heardOf;
    if (reading) {
      readOn();
    } else {
      release();
    }
  }

  /** On the executor, so that the session handles a message between two pages. */
  private void readOn() {
    reading = true;
    try (Taken turn = Taken.of(() -> reading = false)) {
      node.executor().execute(this::read);
      turn.keep();
    }
  }

  private void read() {
    long from;
    long aim;
    synchronized (this) {
      from = position;
      aim = heardOf;
    }
    try {
      queue(mailboxes.page(handle, from, PAGE), aim);
    } catch (StoreException | RuntimeException | Error e) {
      node.errorHandler().onError("messenger drain", e);
      connection.close(Closing.INTERNAL_ERROR, "internal error"); // a new socket drains again
    }
  }

  private synchronized void queue(List<MailItem> page, long aim) {
    if (page.isEmpty()) {
      // the log has no more than this after all, unless a nudge has come since it was read
      heardOf = heardOf == aim ? position : heardOf;
      proceed();
      return;
    }
    position = page.get(page.size() - 1).number();
    heardOf = Math.max(heardOf, position);
    Iterator<Frame> frames = page.stream().filter(this::isDue).map(MailboxCursor::frame).iterator();
    long pageBytes = page.stream().mapToLong(MailboxCursor::bytes).sum();
    connection.sendAll(frames, pageBytes + start.bytes(), this::pageLeft);
    release();
  }

  private static long bytes(MailItem item) {
    return (long) item.message().content().size() + item.message().metadata().size();
  }

  private void pageLeft() {
    if (connection.isOpen()) {
      proceed();
    }
  }

  /** Whether an entry was not delivered when the drain began, or is later. */
  private boolean isDue(MailItem item) {
    return !start.isRead(item.message().conversationId(), item.message().seq());
  }

  private static Frame frame(MailItem item) {
    return MailboxEvent.frame(new MessageNew(item.message(), item.number()))
        .withMark(item.number());
  }

  private void release() {
    while (!waiting.isEmpty() && mayLeave(waiting.peek().notice())) {
      Waiting next = waiting.remove();
      send(next.notice().frame());
      next.over().run();
    }
  }

  private boolean mayLeave(Notice notice) {
    return !isDraining() && notice.after() <= position;
  }

  private boolean isDraining() {
    return start == null || position < start.top();
  }

  private boolean send(Frame frame) {
    return connection.send(frame) == SendResult.QUEUED;
  }
}
