package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.MessageFacts;
import dev.deltawire.dialects.chat.StoredMessage;
import dev.deltawire.model.chat.Message;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages in a database.
 *
 * <p>What is added to a streaming message is a row of its own, so that a checkpoint writes no more
 * than what is new; the database puts the whole text together once, when the message ends.
 */
final class JdbcChatMessages implements ChatStore.Messages {

  private static final String ABANDONED =
      "finalized_at IS NULL AND node NOT IN (SELECT node FROM node_lease)";

  private final Database database;

  JdbcChatMessages(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Message> append(Message message, int depth) throws StoreException {
    return database.write(
        sql -> {
          Optional<Message> earlier =
              ChatMessages.sent(message.sender().username(), message.clientMsgId(), sql);
          if (earlier.isEmpty()) {
            insert(message, depth, sql);
          }
          return earlier;
        });
  }

  @Override
  public Optional<Message> sent(String sender, String clientMsgId) throws StoreException {
    return database.snapshot(sql -> ChatMessages.sent(sender, clientMsgId, sql));
  }

  @Override
  public List<StoredMessage> find(Collection<UUID> ids) throws StoreException {
    return database.snapshot(sql -> ChatMessages.find(ids, sql));
  }

  @Override
  public List<MessageFacts> facts(Collection<UUID> ids) throws StoreException {
    return database.snapshot(sql -> ChatMessages.facts(ids, sql));
  }

  @Override
  public boolean isHidden(UUID id, String username) throws StoreException {
    return database.read(
        sql ->
            sql.exists(
                "SELECT 1 FROM chat_hidden WHERE message_id = ? AND username = ?", id, username));
  }

  @Override
  public int depth(UUID conversationId) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                    row -> (int) row.number("depth"),
                    "SELECT depth FROM chat_message WHERE conversation_id = ?"
                        + " ORDER BY seq DESC LIMIT 1",
                    conversationId)
                .orElse(0));
  }

  @Override
  public List<Message> history(UUID conversationId, String reader, int limit, Optional<UUID> before)
      throws StoreException {
    return database.snapshot(
        sql -> ChatMessages.history(conversationId, reader, limit, before, sql));
  }

  @Override
  public void progress(UUID id, Iterable<String> more) throws StoreException {
    database.write(
        sql -> {
          add(id, more, sql);
          return null;
        });
  }

  @Override
  public Optional<Message> finish(UUID id, String content, Instant at, Optional<String> error)
      throws StoreException {
    return database.write(
        sql ->
            ended(
                id,
                sql.update(
                    "UPDATE chat_message SET content = ?, finalized_at = ?, error = ?"
                        + " WHERE id = ? AND finalized_at IS NULL",
                    content,
                    at,
                    error,
                    id),
                sql));
  }

  @Override
  public Optional<Message> finishBehind(
      UUID id, Iterable<String> rest, Instant at, Optional<String> error) throws StoreException {
    return database.write(
        sql -> {
          add(id, rest, sql);
          return ended(
              id,
              sql.update(
                  "UPDATE chat_message SET finalized_at = ?, error = ?, content ="
                      + " COALESCE((SELECT string_agg(p.content, '' ORDER BY p.seq)"
                      + " FROM chat_message_part p WHERE p.message_id = chat_message.id), '')"
                      + " WHERE id = ? AND finalized_at IS NULL",
                  at,
                  error,
                  id),
              sql);
        });
  }

  private static void add(UUID id, Iterable<String> more, Statements sql) throws SQLException {
    for (String piece : more) {
      sql.update(
          "INSERT INTO chat_message_part (message_id, content)"
              + " SELECT id, ? FROM chat_message WHERE id = ? AND finalized_at IS NULL",
          piece,
          id);
    }
  }

  private static Optional<Message> ended(UUID id, int rows, Statements sql) throws SQLException {
    if (rows == 0) {
      return Optional.empty();
    }
    sql.update("DELETE FROM chat_message_part WHERE message_id = ?", id);
    return ChatMessages.find(List.of(id), sql).stream().map(StoredMessage::message).findFirst();
  }

  @Override
  public void delete(Collection<UUID> ids, Instant at) throws StoreException {
    database.write(
        sql -> {
          for (UUID id : ids) {
            sql.update(
                "UPDATE chat_message SET deleted = ?, finalized_at = COALESCE(finalized_at, ?)"
                    + " WHERE id = ?",
                true,
                at,
                id);
          }
          return null;
        });
  }

  @Override
  public void hide(String username, Collection<UUID> ids) throws StoreException {
    database.write(
        sql -> {
          for (UUID id : ids) {
            sql.update(
                "INSERT INTO chat_hidden (message_id, username) VALUES (?, ?)"
                    + " ON CONFLICT DO NOTHING",
                id,
                username);
          }
          return null;
        });
  }

  @Override
  public void failUnfinished(String error) throws StoreException {
    database.write(
        sql ->
            sql.update(
                "UPDATE chat_message SET finalized_at = ?, error = ? WHERE finalized_at IS NULL"
                    + " AND (node = ? OR node NOT IN (SELECT node FROM node_lease))",
                now(),
                error,
                database.node()));
  }

  @Override
  public void failAbandoned(String error) throws StoreException {
    boolean found =
        database.read(sql -> sql.exists("SELECT 1 FROM chat_message WHERE " + ABANDONED));
    if (found) {
      database.write(
          sql ->
              sql.update(
                  "UPDATE chat_message SET finalized_at = ?, error = ? WHERE " + ABANDONED,
                  now(),
                  error));
    }
  }

  private void insert(Message message, int depth, Statements sql) throws SQLException {
    UUID conversationId = message.conversationId();
    long seq =
        sql.first(
                row -> row.number("seq"),
                "INSERT INTO chat_message (id, conversation_id, sender, content, reply_to_id,"
                    + " created_at, finalized_at, client_msg_id, attachments, error, depth,"
                    + " deleted, node) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " RETURNING seq",
                message.id(),
                conversationId,
                message.sender().username(),
                message.content(),
                message.replyToId(),
                message.createdAt(),
                message.finalizedAt(),
                message.clientMsgId(),
                ChatRows.json(message.attachments()),
                message.error(),
                depth,
                false,
                message.isStreaming() ? database.node() : null)
            .orElseThrow();
    sql.update(
        "UPDATE chat_conversation SET updated_at = ?, updated_seq = ? WHERE id = ?",
        message.createdAt(),
        seq,
        conversationId);
    sql.update(
        "UPDATE chat_participant SET read_seq = ? WHERE conversation_id = ? AND username = ?",
        seq,
        conversationId,
        message.sender().username());
  }

  /** Streams are interrupted by whoever finds them; no caller tells a time. */
  private static Instant now() {
    return InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
