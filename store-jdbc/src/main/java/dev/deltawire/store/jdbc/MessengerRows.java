package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.Agent;
import dev.deltawire.dialects.messenger.MailItem;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import java.sql.SQLException;

/** The rows of the {@code messenger} dialect as its words. */
final class MessengerRows {

  /** The columns of a message, in a table called {@code m}. */
  static final String MESSAGE_COLUMNS =
      "m.id, m.conversation_id, m.seq, m.sender, m.client_msg_id, m.type, m.content, m.metadata,"
          + " m.created_at";

  private MessengerRows() {}

  static Agent agent(Row row) throws SQLException {
    return new Agent(
        row.text("handle"), row.bool("suspended"), new CustomMessage(row.text("custom_message")));
  }

  static Message message(Row row) throws SQLException {
    return new Message(
        row.text("id"),
        row.text("conversation_id"),
        row.text("sender"),
        row.text("client_msg_id"),
        row.number("seq"),
        row.constant("type", MessageType.class),
        row.json("content"),
        row.json("metadata"),
        row.instant("created_at"));
  }

  static MailItem mailItem(Row row) throws SQLException {
    return new MailItem(row.number("number"), message(row));
  }

  static String handle(Row row) throws SQLException {
    return row.text("handle");
  }
}
