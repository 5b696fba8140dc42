package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.chat.MessageFacts;
import dev.deltawire.dialects.chat.StoredMessage;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The reading of chat messages, with their senders, their reactions and what streams added. */
final class ChatMessages {

  private static final String MESSAGES =
      "SELECT m.id, m.conversation_id, m.content, m.reply_to_id, m.created_at,"
          + " m.finalized_at, m.client_msg_id, m.attachments, m.error, m.depth, m.deleted,"
          + " (SELECT COUNT(*) FROM chat_reaction r WHERE r.message_id = m.id) AS reactions, "
          + ChatRows.ACCOUNT
          + " FROM chat_message m JOIN chat_account a ON a.username = m.sender";

  private static final String FACTS =
      "SELECT m.id, m.conversation_id, m.finalized_at, m.deleted, "
          + ChatRows.ACCOUNT
          + " FROM chat_message m JOIN chat_account a ON a.username = m.sender";

  /** A row of the table with what streams added, without reactions but for their number. */
  private record Found(long reactions, StoredMessage stored) {
    Message message() {
      return stored.message();
    }

    /** What it takes of a budget when it has its reactions. */
    long length() {
      return message().length() + reactions * Reaction.LENGTH;
    }

    StoredMessage with(List<Reaction> all) {
      return new StoredMessage(message().withReactions(all), stored.depth(), stored.deleted());
    }
  }

  private ChatMessages() {}

  static Optional<Message> sent(String sender, String clientMsgId, Statements sql)
      throws SQLException {
    if (clientMsgId == null) {
      return Optional.empty();
    }
    Optional<Found> found =
        sql.first(
            row -> found(row, sql),
            MESSAGES + " WHERE m.sender = ? AND m.client_msg_id = ?",
            sender,
            clientMsgId);
    return found.isPresent()
        ? Optional.of(found.get().with(reactions(found.get().message().id(), sql)).message())
        : Optional.empty();
  }

  static List<StoredMessage> find(Collection<UUID> ids, Statements sql) throws SQLException {
    List<StoredMessage> messages = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      Optional<Found> found = sql.first(row -> found(row, sql), MESSAGES + " WHERE m.id = ?", id);
      if (found.isPresent()) {
        messages.add(found.get().with(reactions(id, sql)));
      }
    }
    return messages;
  }

  static List<MessageFacts> facts(Collection<UUID> ids, Statements sql) throws SQLException {
    List<MessageFacts> facts = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      sql.first(ChatMessages::facts, FACTS + " WHERE m.id = ?", id).ifPresent(facts::add);
    }
    return facts;
  }

  static List<Message> history(
      UUID conversationId, String reader, int limit, Optional<UUID> before, Statements sql)
      throws SQLException {
    long end = before.isPresent() ? seq(before.get(), sql) : Long.MAX_VALUE;
    HistoryBudget budget = HistoryBudget.create();
    List<Found> newestFirst =
        sql.listWhile(
            row -> found(row, sql),
            found -> budget.takes(found.length()),
            MESSAGES
                + " WHERE m.conversation_id = ? AND m.seq < ? AND NOT m.deleted AND NOT EXISTS"
                + " (SELECT 1 FROM chat_hidden h WHERE h.message_id = m.id AND h.username = ?)"
                + " ORDER BY m.seq DESC LIMIT ?",
            conversationId,
            end,
            reader,
            limit);
    Map<UUID, List<Reaction>> reactions = reactions(newestFirst, sql);
    List<Message> messages = new ArrayList<>(newestFirst.size());
    for (Found found : newestFirst) {
      List<Reaction> own = reactions.getOrDefault(found.message().id(), List.of());
      messages.add(found.with(own).message());
    }
    Collections.reverse(messages);
    return messages;
  }

  private static long seq(UUID id, Statements sql) throws SQLException {
    return sql.first(row -> row.number("seq"), "SELECT seq FROM chat_message WHERE id = ?", id)
        .orElse(0L);
  }

  private static List<Reaction> reactions(UUID messageId, Statements sql) throws SQLException {
    return sql.list(
        ChatRows::reaction,
        ChatRows.REACTIONS + " WHERE r.message_id = ?" + ChatRows.REACTIONS_ORDER,
        messageId);
  }

  private static Map<UUID, List<Reaction>> reactions(List<Found> messages, Statements sql)
      throws SQLException {
    List<UUID> ids =
        messages.stream()
            .filter(found -> found.reactions() > 0)
            .map(found -> found.message().id())
            .toList();
    return sql
        .list(
            ChatRows::reaction,
            ChatRows.REACTIONS
                + " WHERE r.message_id IN "
                + Statements.places(ids)
                + ChatRows.REACTIONS_ORDER,
            ids.toArray())
        .stream()
        .collect(Collectors.groupingBy(Reaction::messageId));
  }

  private static String parts(UUID messageId, Statements sql) throws SQLException {
    return String.join(
        "",
        sql.list(
            row -> row.text("content"),
            "SELECT content FROM chat_message_part WHERE message_id = ? ORDER BY seq",
            messageId));
  }

  private static MessageFacts facts(Row row) throws SQLException {
    return new MessageFacts(
        row.uuid("id"),
        row.uuid("conversation_id"),
        ChatRows.account(row),
        row.optionalInstant("finalized_at").isEmpty(),
        row.bool("deleted"));
  }

  private static Found found(Row row, Statements sql) throws SQLException {
    Message message = message(row);
    boolean deleted = row.bool("deleted");
    boolean whole = !message.isStreaming() && message.error() == null && !deleted;
    return new Found(
        row.number("reactions"),
        new StoredMessage(
            whole ? message : message.withContent(message.content() + parts(message.id(), sql)),
            (int) row.number("depth"),
            deleted));
  }

  /** Without what streams added. */
  private static Message message(Row row) throws SQLException {
    return new Message(
        row.uuid("id"),
        row.uuid("conversation_id"),
        ChatRows.account(row),
        row.text("content"),
        row.optionalUuid("reply_to_id").orElse(null),
        row.instant("created_at"),
        row.optionalInstant("finalized_at").orElse(null),
        List.of(),
        row.text("client_msg_id"),
        ChatRows.attachments(row),
        row.text("error"));
  }
}
