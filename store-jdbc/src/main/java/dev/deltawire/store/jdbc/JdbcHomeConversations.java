package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.Message;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Conversations in a database.
 *
 * <p>What is added to a streaming message is a row of its own, so that a checkpoint writes no more
 * than what is new; the database puts the whole text together once, when the message ends.
 */
final class JdbcHomeConversations implements HomeStore.Conversations {

  private static final String COLUMNS =
      "SELECT id, conversation_id, role, content, created_at, reply_to, status, error"
          + " FROM home_message";

  private final Database database;

  JdbcHomeConversations(Database database) {
    this.database = database;
  }

  @Override
  public void create(String userId, Message first) throws StoreException {
    database.write(
        sql -> {
          sql.update(
              "INSERT INTO home_conversation (id, user_id) VALUES (?, ?)",
              first.conversationId(),
              userId);
          return insert(first, sql);
        });
  }

  @Override
  public Optional<String> owner(UUID conversationId) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                row -> row.text("user_id"),
                "SELECT user_id FROM home_conversation WHERE id = ?",
                conversationId));
  }

  @Override
  public void append(Message message) throws StoreException {
    database.write(sql -> insert(message, sql));
  }

  @Override
  public Optional<Message> find(UUID conversationId, UUID messageId) throws StoreException {
    return database.snapshot(
        sql ->
            sql.first(
                row -> message(row, sql),
                COLUMNS + " WHERE id = ? AND conversation_id = ?",
                messageId,
                conversationId));
  }

  @Override
  public void progress(UUID conversationId, UUID messageId, Iterable<String> more)
      throws StoreException {
    database.write(
        sql -> {
          add(messageId, more, sql);
          return null;
        });
  }

  @Override
  public void finish(Message message) throws StoreException {
    database.write(
        sql ->
            ended(
                message,
                sql.update(
                    "UPDATE home_message SET content = ?, status = ?, error = ?"
                        + " WHERE id = ? AND status = 'STREAMING'",
                    message.content(),
                    message.status(),
                    message.error(),
                    message.id()),
                sql));
  }

  @Override
  public void finishBehind(Message message, Iterable<String> rest, Optional<String> error)
      throws StoreException {
    database.write(
        sql -> {
          add(message.id(), rest, sql);
          return ended(
              message,
              sql.update(
                  "UPDATE home_message SET status = ?, error = ?, content ="
                      + " COALESCE((SELECT string_agg(p.content, '' ORDER BY p.seq)"
                      + " FROM home_message_part p WHERE p.message_id = home_message.id), '')"
                      + " WHERE id = ? AND status = 'STREAMING'",
                  message.ended("", error).status(),
                  error,
                  message.id()),
              sql);
        });
  }

  private static void add(UUID messageId, Iterable<String> more, Statements sql)
      throws SQLException {
    for (String piece : more) {
      sql.update(
          "INSERT INTO home_message_part (message_id, content)"
              + " SELECT id, ? FROM home_message WHERE id = ? AND status = 'STREAMING'",
          piece,
          messageId);
    }
  }

  private static int ended(Message message, int rows, Statements sql)
      throws SQLException, StoreException {
    if (rows == 0) {
      throw StoreException.of("the message is not streaming: another node has ended it", null);
    }
    return sql.update("DELETE FROM home_message_part WHERE message_id = ?", message.id());
  }

  @Override
  public List<Message> messages(UUID conversationId) throws StoreException {
    return database.snapshot(
        sql -> {
          HistoryBudget budget = HistoryBudget.create();
          List<Message> messages =
              sql.listWhile(
                  row -> message(row, sql),
                  message -> budget.takes(message.content().length()),
                  COLUMNS + " WHERE conversation_id = ? ORDER BY seq DESC LIMIT ?",
                  conversationId,
                  HistoryBudget.PIECES);
          Collections.reverse(messages);
          return messages;
        });
  }

  @Override
  public Optional<Message> lastReply(UUID conversationId) throws StoreException {
    return database.snapshot(
        sql ->
            sql.first(
                row -> message(row, sql),
                COLUMNS + " WHERE conversation_id = ? AND role = ? ORDER BY seq DESC LIMIT 1",
                conversationId,
                Role.ASSISTANT));
  }

  @Override
  public void failUnfinished(String error) throws StoreException {
    database.write(
        sql ->
            sql.update(
                "UPDATE home_message SET status = 'FAILED', error = ? WHERE status = 'STREAMING'"
                    + " AND (node = ? OR node NOT IN (SELECT node FROM node_lease))",
                error,
                database.node()));
  }

  @Override
  public void failAbandoned(String error) throws StoreException {
    boolean found =
        database.read(
            sql ->
                sql.exists(
                    "SELECT 1 FROM home_message WHERE status = 'STREAMING'"
                        + " AND node NOT IN (SELECT node FROM node_lease)"));
    if (found) {
      database.write(
          sql ->
              sql.update(
                  "UPDATE home_message SET status = 'FAILED', error = ? WHERE status = 'STREAMING'"
                      + " AND node NOT IN (SELECT node FROM node_lease)",
                  error));
    }
  }

  private int insert(Message message, Statements sql) throws SQLException {
    boolean streaming = message.status() == Message.Status.STREAMING;
    return sql.update(
        "INSERT INTO home_message"
            + " (id, conversation_id, role, content, created_at, reply_to, status, error, node)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        message.id(),
        message.conversationId(),
        message.role(),
        message.content(),
        message.createdAt(),
        message.replyTo(),
        message.status(),
        message.error(),
        streaming ? database.node() : null);
  }

  /** A message with all that was added to it, if it did not complete. */
  private static Message message(Row row, Statements sql) throws SQLException {
    Message message = message(row);
    return message.status() == Message.Status.COMPLETE
        ? message
        : message.withContent(message.content() + parts(message, sql));
  }

  private static String parts(Message message, Statements sql) throws SQLException {
    return String.join(
        "",
        sql.list(
            row -> row.text("content"),
            "SELECT content FROM home_message_part WHERE message_id = ? ORDER BY seq",
            message.id()));
  }

  private static Message message(Row row) throws SQLException {
    return new Message(
        row.uuid("id"),
        row.uuid("conversation_id"),
        row.constant("role", Role.class),
        row.text("content"),
        row.instant("created_at"),
        row.optionalUuid("reply_to"),
        row.constant("status", Message.Status.class),
        row.optionalText("error"));
  }
}
