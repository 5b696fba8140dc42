package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.Delivery;
import dev.deltawire.model.messenger.Message;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What adds to a conversation and to the mailboxes of its recipients, within one unit of work
 * (M-24, M-25).
 */
final class MessageAppender {

  /** A message and where it is to be delivered. */
  record Appended(Message message, List<Delivery> deliveries, long backlog) {}

  private MessageAppender() {}

  /**
   * Appends a message to a conversation that exists.
   *
   * @param message the one for its place in the conversation
   * @param recipients have a mailbox
   */
  static Appended append(
      String conversationId, LongFunction<Message> message, List<String> recipients, Statements sql)
      throws SQLException {
    long seq =
        sql.first(
                row -> row.number("last_seq"),
                "UPDATE messenger_conversation SET last_seq = last_seq + 1 WHERE id = ?"
                    + " RETURNING last_seq",
                conversationId)
            .orElseThrow();
    Message placed = message.apply(seq);
    insert(placed, sql);
    List<Delivery> deliveries = new ArrayList<>();
    long backlog = 0;
    for (String recipient : recipients) {
      Slot slot = nextSlot(recipient, sql);
      deliver(recipient, placed, slot.number(), sql);
      deliveries.add(new Delivery(recipient, slot.number()));
      backlog = slot.backlog();
    }
    return new Appended(placed, deliveries, backlog);
  }

  private record Slot(long number, long backlog) {}

  private static Slot nextSlot(String recipient, Statements sql) throws SQLException {
    return sql.first(
            row -> new Slot(row.number("top"), row.number("backlog")),
            "UPDATE messenger_mailbox SET top = top + 1, backlog = backlog + 1 WHERE handle = ?"
                + " RETURNING top, backlog",
            recipient)
        .orElseThrow();
  }

  private static void insert(Message message, Statements sql) throws SQLException {
    sql.update(
        "INSERT INTO messenger_message (id, conversation_id, seq, sender, client_msg_id, type,"
            + " content, metadata, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id(),
        message.conversationId(),
        message.seq(),
        message.sender(),
        message.clientMsgId(),
        message.type(),
        message.content(),
        message.metadata(),
        message.createdAt());
  }

  private static void deliver(String recipient, Message message, long number, Statements sql)
      throws SQLException {
    sql.update(
        "INSERT INTO messenger_delivery (handle, conversation_id, seq, number)"
            + " VALUES (?, ?, ?, ?)",
        recipient,
        message.conversationId(),
        message.seq(),
        number);
  }
}
