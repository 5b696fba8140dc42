package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Reaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reactions in a database. */
final class JdbcChatReactions implements ChatStore.Reactions {

  private final Database database;

  JdbcChatReactions(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Reaction> add(Reaction reaction) throws StoreException {
    return database.write(
        sql ->
            insert(reaction, sql)
                ? Optional.empty()
                : sql.first(
                    ChatRows::reaction,
                    ChatRows.REACTIONS
                        + " WHERE r.message_id = ? AND r.username = ? AND r.emoji = ?",
                    reaction.messageId(),
                    reaction.reactor().username(),
                    reaction.emoji()));
  }

  @Override
  public boolean remove(UUID messageId, String username, String emoji) throws StoreException {
    return database.write(sql -> delete(messageId, username, emoji, sql));
  }

  @Override
  public List<String> emojis(UUID messageId, String username) throws StoreException {
    return database.read(sql -> emojis(messageId, username, sql));
  }

  @Override
  public ChatStore.Change replace(
      UUID messageId, Account reactor, Collection<String> emojis, Instant at)
      throws StoreException {
    return database.write(
        sql -> {
          List<String> removed = new ArrayList<>();
          for (String emoji : emojis(messageId, reactor.username(), sql)) {
            if (!emojis.contains(emoji) && delete(messageId, reactor.username(), emoji, sql)) {
              removed.add(emoji);
            }
          }
          List<Reaction> added = new ArrayList<>();
          for (String emoji : emojis) {
            Reaction reaction = new Reaction(messageId, reactor, emoji, at);
            if (insert(reaction, sql)) {
              added.add(reaction);
            }
          }
          return new ChatStore.Change(added, removed);
        });
  }

  private static List<String> emojis(UUID messageId, String username, Statements sql)
      throws SQLException {
    return sql.list(
        row -> row.text("emoji"),
        "SELECT emoji FROM chat_reaction WHERE message_id = ? AND username = ? ORDER BY seq",
        messageId,
        username);
  }

  private static boolean insert(Reaction reaction, Statements sql) throws SQLException {
    return sql.update(
            "INSERT INTO chat_reaction (message_id, username, emoji, created_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            reaction.messageId(),
            reaction.reactor().username(),
            reaction.emoji(),
            reaction.createdAt())
        > 0;
  }

  private static boolean delete(UUID messageId, String username, String emoji, Statements sql)
      throws SQLException {
    return sql.update(
            "DELETE FROM chat_reaction WHERE message_id = ? AND username = ? AND emoji = ?",
            messageId,
            username,
            emoji)
        > 0;
  }
}
