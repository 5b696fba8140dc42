package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.Entry;
import dev.deltawire.dialects.messenger.HistoryQuery;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.dialects.messenger.Posting;
import dev.deltawire.dialects.messenger.SendOutcome;
import dev.deltawire.dialects.messenger.SendOutcome.Refused;
import dev.deltawire.dialects.messenger.SendOutcome.Replayed;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.store.jdbc.MessageAppender.Appended;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Messages in a database: to send is one unit of work. */
final class JdbcMessages implements MessengerStore.Messages {

  private record Conversation(boolean group, boolean deleted) {}

  private final Database database;

  JdbcMessages(Database database) {
    this.database = database;
  }

  @Override
  public SendOutcome send(Posting posting) throws StoreException {
    return database.write(
        sql -> {
          Draft draft = posting.draft();
          Optional<Entry> sent = MessengerEntries.sent(draft.sender(), draft.clientMsgId(), sql);
          if (sent.isPresent()) {
            return new Replayed(sent.get());
          }
          return draft.target() instanceof ToAgent to
              ? sendToAgent(posting, to.handle(), sql)
              : sendToConversation(posting, ((ToConversation) draft.target()).id(), sql);
        });
  }

  @Override
  public Optional<Entry> findSent(String sender, String clientMsgId) throws StoreException {
    return database.snapshot(sql -> MessengerEntries.sent(sender, clientMsgId, sql));
  }

  @Override
  public Optional<List<Entry>> history(String conversationId, String reader, HistoryQuery query)
      throws StoreException {
    return database.snapshot(sql -> MessengerEntries.history(conversationId, reader, query, sql));
  }

  private static SendOutcome sendToAgent(Posting posting, String handle, Statements sql)
      throws SQLException {
    OptionalLong backlog = backlog(handle, sql);
    if (backlog.isEmpty()) {
      return Refused.AGENT_NOT_FOUND;
    }
    if (backlog.getAsLong() >= posting.maxBacklog()) {
      return Refused.BACKLOGGED; // M-47
    }
    String conversation = direct(posting, handle, sql);
    Appended appended = append(posting, conversation, List.of(handle), sql);
    return new Stored(appended.message(), appended.deliveries(), appended.backlog());
  }

  private static SendOutcome sendToConversation(Posting posting, String id, Statements sql)
      throws SQLException {
    String sender = posting.draft().sender();
    Optional<Conversation> conversation = find(id, sender, sql);
    if (conversation.isEmpty()) {
      return Refused.CONVERSATION_NOT_FOUND;
    }
    if (conversation.get().deleted()) {
      return Refused.GROUP_DELETED; // M-50
    }
    List<String> recipients = JdbcMessengerConversations.recipients(id, sender, sql);
    if (conversation.get().group()) {
      Appended appended = append(posting, id, recipients, sql);
      return new Stored(appended.message(), appended.deliveries(), 0);
    }
    return recipients.isEmpty()
        ? Refused.AGENT_NOT_FOUND
        : sendToAgent(posting, recipients.get(0), sql);
  }

  private static Appended append(
      Posting posting, String conversation, List<String> recipients, Statements sql)
      throws SQLException {
    return MessageAppender.append(
        conversation, seq -> posting.in(conversation, seq), recipients, sql);
  }

  private static OptionalLong backlog(String handle, Statements sql) throws SQLException {
    return sql.first(
            row -> OptionalLong.of(row.number("backlog")),
            "SELECT b.backlog FROM messenger_agent a"
                + " JOIN messenger_mailbox b ON b.handle = a.handle"
                + " WHERE a.handle = ? AND NOT a.deleted",
            handle)
        .orElse(OptionalLong.empty());
  }

  private static Optional<Conversation> find(String id, String participant, Statements sql)
      throws SQLException {
    return sql.first(
        row -> new Conversation(row.text("created_by") != null, row.bool("deleted")),
        "SELECT c.created_by, c.deleted FROM messenger_conversation c"
            + " JOIN messenger_participant p ON p.conversation_id = c.id"
            + " WHERE c.id = ? AND p.handle = ?",
        id,
        participant);
  }

  /** The one direct conversation of a pair, made if it is missing (M-41). */
  private static String direct(Posting posting, String other, Statements sql) throws SQLException {
    String sender = posting.draft().sender();
    String low = sender.compareTo(other) < 0 ? sender : other;
    String high = low.equals(sender) ? other : sender;
    Optional<String> known =
        sql.first(
            row -> row.text("id"),
            "SELECT id FROM messenger_conversation WHERE pair_low = ? AND pair_high = ?",
            low,
            high);
    if (known.isPresent()) {
      return known.get();
    }
    String id = posting.newConversation();
    sql.update(
        "INSERT INTO messenger_conversation"
            + " (id, last_seq, pair_low, pair_high, created_at, deleted)"
            + " VALUES (?, 0, ?, ?, ?, ?)",
        id,
        low,
        high,
        posting.at(),
        false);
    JdbcMessengerConversations.addParticipants(id, List.of(low, high), sql);
    return id;
  }
}
