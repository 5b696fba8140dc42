package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatRoom;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.ConversationKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Conversations in a database. */
final class JdbcChatConversations implements ChatStore.Conversations {

  private static final String ROOM = "SELECT c.id, c.kind, c.title, c.updated_at";

  private final Database database;

  JdbcChatConversations(Database database) {
    this.database = database;
  }

  @Override
  public ChatRoom add(UUID id, Optional<String> title, List<String> usernames, Instant now)
      throws StoreException {
    boolean direct = usernames.size() == 2;
    String pair = direct ? usernames.stream().sorted().collect(Collectors.joining(" ")) : null;
    return database.write(
        sql -> {
          int added =
              sql.update(
                  "INSERT INTO chat_conversation (id, kind, title, pair, updated_at, updated_seq)"
                      + " VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
                  id,
                  direct ? ConversationKind.DIRECT : ConversationKind.GROUP,
                  direct ? Optional.empty() : title,
                  pair,
                  now);
          if (added > 0) {
            addParticipants(id, usernames, sql);
            return room(id, sql).orElseThrow();
          }
          return sql.first(
                  row -> room(row, sql), ROOM + " FROM chat_conversation c WHERE c.pair = ?", pair)
              .orElseThrow();
        });
  }

  @Override
  public Optional<ChatRoom> find(UUID id) throws StoreException {
    return database.snapshot(sql -> room(id, sql));
  }

  @Override
  public List<Conversation> list(String username) throws StoreException {
    return database.snapshot(
        sql -> {
          HistoryBudget budget = HistoryBudget.create();
          List<ChatRoom> rooms =
              sql.listWhile(
                  row -> room(row, sql),
                  room -> budget.takes(room.length()),
                  ROOM
                      + " FROM chat_conversation c"
                      + " JOIN chat_participant p ON p.conversation_id = c.id"
                      + " WHERE p.username = ? ORDER BY c.updated_at DESC, c.updated_seq DESC",
                  username);
          List<Conversation> conversations = new ArrayList<>(rooms.size());
          for (ChatRoom room : rooms) {
            conversations.add(room.seenWith(unread(room.id(), username, sql)));
          }
          return conversations;
        });
  }

  @Override
  public long unread(UUID id, String username) throws StoreException {
    return database.read(sql -> unread(id, username, sql));
  }

  /** Writes only what has changed. */
  @Override
  public void markRead(UUID id, String username) throws StoreException {
    boolean behind =
        database.read(
            sql ->
                sql.exists(
                    "SELECT 1 FROM chat_participant p"
                        + " JOIN chat_conversation c ON c.id = p.conversation_id"
                        + " WHERE c.id = ? AND p.username = ? AND p.read_seq < c.updated_seq",
                    id,
                    username));
    if (behind) {
      database.write(
          sql ->
              sql.update(
                  "UPDATE chat_participant SET read_seq ="
                      + " (SELECT updated_seq FROM chat_conversation WHERE id = ?)"
                      + " WHERE conversation_id = ? AND username = ?",
                  id,
                  id,
                  username));
    }
  }

  private static void addParticipants(UUID id, List<String> usernames, Statements sql)
      throws SQLException {
    for (int place = 0; place < usernames.size(); place++) {
      sql.update(
          "INSERT INTO chat_participant (conversation_id, place, username, read_seq)"
              + " VALUES (?, ?, ?, 0)",
          id,
          place,
          usernames.get(place));
    }
  }

  private static Optional<ChatRoom> room(UUID id, Statements sql) throws SQLException {
    return sql.first(row -> room(row, sql), ROOM + " FROM chat_conversation c WHERE c.id = ?", id);
  }

  private static ChatRoom room(Row row, Statements sql) throws SQLException {
    UUID id = row.uuid("id");
    return new ChatRoom(
        id,
        row.constant("kind", ConversationKind.class),
        row.optionalText("title"),
        sql.list(
            ChatRows::participant,
            "SELECT "
                + ChatRows.ACCOUNT
                + " FROM chat_participant p JOIN chat_account a ON a.username = p.username"
                + " WHERE p.conversation_id = ? ORDER BY p.place",
            id),
        row.instant("updated_at"));
  }

  private static long unread(UUID id, String username, Statements sql) throws SQLException {
    return sql.first(
            row -> row.number("unread"),
            "SELECT COUNT(*) AS unread FROM chat_participant p"
                + " JOIN chat_message m ON m.conversation_id = p.conversation_id"
                + " WHERE p.conversation_id = ? AND p.username = ? AND m.seq > p.read_seq"
                + " AND m.sender <> p.username AND NOT m.deleted AND NOT EXISTS"
                + " (SELECT 1 FROM chat_hidden h"
                + " WHERE h.message_id = m.id AND h.username = p.username)",
            id,
            username)
        .orElseThrow();
  }
}
