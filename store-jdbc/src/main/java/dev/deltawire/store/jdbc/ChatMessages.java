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
      "SELECT m.seq, m.id, m.conversation_id, m.content, m.reply_to_id, m.created_at,"
          + " m.finalized_at, m.client_msg_id, m.attachments, m.error, m.depth, m.deleted, "
          + ChatRows.ACCOUNT
          + " FROM chat_message m JOIN chat_account a ON a.username = m.sender";

  private static final String FACTS =
      "SELECT m.id, m.conversation_id, m.finalized_at, m.deleted, "
          + ChatRows.ACCOUNT
          + " FROM chat_message m JOIN chat_account a ON a.username = m.sender";

  /** A row of the table, without reactions. */
  private record Found(long seq, StoredMessage stored) {
    Message message() {
      return stored.message();
    }

    /** Whether its parts were joined when it ended. */
    boolean isWhole() {
      return !message().isStreaming() && message().error() == null && !stored.deleted();
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
            ChatMessages::found,
            MESSAGES + " WHERE m.sender = ? AND m.client_msg_id = ?",
            sender,
            clientMsgId);
    return found.isPresent()
        ? Optional.of(whole(found.get(), reactions(found.get().message().id(), sql), sql).message())
        : Optional.empty();
  }

  static List<StoredMessage> find(Collection<UUID> ids, Statements sql) throws SQLException {
    List<StoredMessage> messages = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      Optional<Found> found = sql.first(ChatMessages::found, MESSAGES + " WHERE m.id = ?", id);
      if (found.isPresent()) {
        messages.add(whole(found.get(), reactions(id, sql), sql));
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
            ChatMessages::found,
            found -> budget.takes(found.message().content().length()),
            MESSAGES
                + " WHERE m.conversation_id = ? AND m.seq < ? AND NOT m.deleted AND NOT EXISTS"
                + " (SELECT 1 FROM chat_hidden h WHERE h.message_id = m.id AND h.username = ?)"
                + " ORDER BY m.seq DESC LIMIT ?",
            conversationId,
            end,
            reader,
            limit);
    if (newestFirst.isEmpty()) {
      return List.of();
    }
    long newest = newestFirst.get(0).seq();
    long oldest = newestFirst.get(newestFirst.size() - 1).seq();
    Map<UUID, List<Reaction>> reactions = reactions(conversationId, oldest, newest, sql);
    List<Message> messages = new ArrayList<>(newestFirst.size());
    for (Found found : newestFirst) {
      List<Reaction> own = reactions.getOrDefault(found.message().id(), List.of());
      messages.add(whole(found, own, sql).message());
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

  private static Map<UUID, List<Reaction>> reactions(
      UUID conversationId, long oldest, long newest, Statements sql) throws SQLException {
    return sql
        .list(
            ChatRows::reaction,
            ChatRows.REACTIONS
                + " WHERE m.conversation_id = ? AND m.seq BETWEEN ? AND ?"
                + ChatRows.REACTIONS_ORDER,
            conversationId,
            oldest,
            newest)
        .stream()
        .collect(Collectors.groupingBy(Reaction::messageId));
  }

  private static StoredMessage whole(Found found, List<Reaction> reactions, Statements sql)
      throws SQLException {
    Message message = found.message().withReactions(reactions);
    if (!found.isWhole()) {
      message = message.withContent(message.content() + parts(message.id(), sql));
    }
    return new StoredMessage(message, found.stored().depth(), found.stored().deleted());
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

  private static Found found(Row row) throws SQLException {
    Message message =
        new Message(
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
    return new Found(
        row.number("seq"),
        new StoredMessage(message, (int) row.number("depth"), row.bool("deleted")));
  }
}
