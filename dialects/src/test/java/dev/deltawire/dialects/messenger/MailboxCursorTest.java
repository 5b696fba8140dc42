package dev.deltawire.dialects.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.server.Frame;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a drain keeps in memory for a socket that does not read. */
final class MailboxCursorTest {

  private static final int ENTRIES = 30;

  private final TestNode node = new TestNode();
  private final ModelSocket socket = new ModelSocket("alice", node.executor());
  private final List<Integer> limits = new ArrayList<>();

  /** The page that was read last, all of it. */
  private List<MailItem> read = List.of();

  @Test
  void m26_ofLongEntriesOnlyThoseStayInMemoryThatTheSocketIsGiven() throws Exception {
    MailboxCursor cursor = new MailboxCursor("alice", socket, mailboxes("x".repeat(30_000)), node);
    cursor.open(Frame.text("{\"type\":\"hello.ok\",\"payload\":{}}"));
    node.time.runDue();
    while (socket.hasMore()) {
      read.clear(); // a page that still looks into it can't be taken
      socket.take(1);
      node.time.runDue();
    }
    assertEquals(List.of(), node.errors);
    assertEquals(ENTRIES, socket.received.size());
    assertEquals(List.of(8, 16, 9, 18), limits);
  }

  private MessengerStore.Mailboxes mailboxes(String text) {
    return (MessengerStore.Mailboxes)
        Proxy.newProxyInstance(
            MessengerStore.class.getClassLoader(),
            new Class<?>[] {MessengerStore.Mailboxes.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "position" -> new MailboxPosition(0, ENTRIES, Map.of());
                  case "page" -> page((long) arguments[1], (int) arguments[2], text);
                  default -> throw new AssertionError(method);
                });
  }

  private List<MailItem> page(long after, int limit, String text) {
    limits.add(limit);
    read = new ArrayList<>();
    LongStream.rangeClosed(after + 1, Math.min(ENTRIES, after + limit))
        .forEach(number -> read.add(new MailItem(number, message(number, text))));
    return read;
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
