package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.Participant;
import dev.deltawire.model.chat.Account;
import java.util.List;
import java.util.Optional;

/** Accounts in a database. */
final class JdbcChatAccounts implements ChatStore.Accounts {

  private final Database database;

  JdbcChatAccounts(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Participant added) throws StoreException {
    Account account = added.account();
    return database.write(
        sql ->
            sql.update(
                    "INSERT INTO chat_account (username, display_name, kind, avatar_url, bio,"
                        + " parent_username, agent_provider, mode)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    account.username(),
                    account.displayName(),
                    account.kind(),
                    account.avatarUrl(),
                    account.bio(),
                    account.parentUsername(),
                    account.agentProvider(),
                    added.mode())
                > 0);
  }

  @Override
  public Optional<Participant> find(String username) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                ChatRows::participant,
                "SELECT " + ChatRows.ACCOUNT + " FROM chat_account a WHERE a.username = ?",
                username));
  }

  @Override
  public List<Account> list(String after, int limit) throws StoreException {
    return database.read(
        sql -> {
          String username = sql.byBytes("a.username");
          return sql.list(
              ChatRows::account,
              "SELECT %s FROM chat_account a WHERE %s > ? ORDER BY %s LIMIT ?"
                  .formatted(ChatRows.ACCOUNT, username, username),
              after,
              limit);
        });
  }
}
