package dev.deltawire.dialects.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.internal.Held;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.dialects.messenger.MailboxEvent.Notice;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.server.Frame;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a drain keeps in memory for a socket that does not read. */
final class MailboxCursorTest {

  private static final int ENTRIES = 30;

  /** Entries of 30,000 bytes in a page. */
  private static final int FITTING = 8;

  private final TestNode node = new TestNode();
  private final ModelSocket socket = new ModelSocket("alice", node.executor());
  private MailboxPosition start = new MailboxPosition(0, ENTRIES, Map.of());
  private int pages;

  @Test
  void m27_thePageThatASocketHasNotTakenIsTheOnlyOneInMemory() throws Exception {
    MailboxCursor cursor = new MailboxCursor("alice", socket, mailboxes("x".repeat(30_000)), node);
    cursor.open(Frame.text("{\"type\":\"hello.ok\",\"payload\":{}}"));
    node.time.runDue();
    while (socket.hasMore()) {
      assertEquals(socket.received.size() / FITTING + 1, pages);
      socket.take(1);
      node.time.runDue();
    }
    assertEquals(List.of(), node.errors);
    assertEquals(ENTRIES, socket.received.size());
  }

  @Test
  void m27_whatWasReadBeforeTheDrainCountsUntilItIsOverAndIsForgottenThen() throws Exception {
    WeakReference<MailboxPosition> position = readBefore(1000);
    MailboxCursor cursor = new MailboxCursor("alice", socket, mailboxes("x"), node);
    cursor.open(Frame.text("{\"type\":\"hello.ok\",\"payload\":{}}"));
    start = null;
    node.time.runDue();
    socket.take(2);
    assertTrue(socket.heldBytes > 100_000, () -> "held " + socket.heldBytes);
    assertTrue(Held.stays(position));
    socket.take(ENTRIES);
    node.time.runDue();
    assertEquals(ENTRIES, socket.received.size());
    assertEquals(0, socket.heldBytes);
    assertFalse(Held.stays(position));
    assertTrue(cursor.onPassing(Frame.text("{\"type\":\"typing\",\"payload\":{}}")), "live");
  }

  @Test
  void m27_whatWaitsForADrainCountsUntilItLeavesOrTheSocketDoes() throws Exception {
    Notice notice = new Notice(0, Frame.text("{\"type\":\"presence.update\",\"payload\":{}}"));
    MailboxCursor cursor = new MailboxCursor("alice", socket, mailboxes("x".repeat(30_000)), node);
    cursor.open(Frame.text("{\"type\":\"hello.ok\",\"payload\":{}}"));
    node.time.runDue();
    long page = socket.heldBytes;
    cursor.onNotice(notice);
    cursor.onNotice(notice);
    assertEquals(page + 2L * notice.frame().size(), socket.heldBytes);
    while (socket.hasMore()) {
      socket.take(1);
      node.time.runDue();
    }
    assertEquals(2, socket.others.size());
    assertEquals(0, socket.heldBytes);

    MailboxCursor gone = new MailboxCursor("alice", socket, mailboxes("x"), node);
    gone.onNotice(notice);
    assertEquals(notice.frame().size(), socket.heldBytes);
    gone.leave();
    gone.onNotice(notice);
    assertEquals(0, socket.heldBytes);
  }

  private WeakReference<MailboxPosition> readBefore(int conversations) {
    start =
        new MailboxPosition(
            0,
            ENTRIES,
            IntStream.range(0, conversations)
                .boxed()
                .collect(Collectors.toMap(i -> "conv_" + (i + 2), Long::valueOf)));
    return new WeakReference<>(start);
  }

  private MessengerStore.Mailboxes mailboxes(String text) {
    return (MessengerStore.Mailboxes)
        Proxy.newProxyInstance(
            MessengerStore.class.getClassLoader(),
            new Class<?>[] {MessengerStore.Mailboxes.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "position" -> start;
                  case "page" -> page((long) arguments[1], text);
                  default -> throw new AssertionError(method);
                });
  }

  private List<MailItem> page(long after, String text) {
    pages++;
    PageBudget budget = PageBudget.ofDrain();
    return LongStream.rangeClosed(after + 1, ENTRIES)
        .mapToObj(number -> new MailItem(number, message(number, text)))
        .takeWhile(item -> budget.takes(item.message()))
        .toList();
  }

  private static Message message(long number, String text) {
    RawJson content = JsonText.parse("{\"text\":\"" + text + "\"}").orElseThrow();
    return new Message(
        "msg_" + number,
        "conv_1",
        "bob",
        "c" + number,
        number,
        MessageType.TEXT,
        content,
        RawJson.EMPTY_OBJECT,
        Instant.EPOCH);
  }
}
