package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Agent;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.model.messenger.CustomMessage;
import java.sql.SQLException;
import java.util.Optional;

/** Agents in a database. */
final class JdbcMessengerAgents implements MessengerStore.Agents {

  private static final String AGENT =
      "SELECT a.handle, a.suspended, a.custom_message FROM messenger_agent a";

  private final Database database;

  JdbcMessengerAgents(Database database) {
    this.database = database;
  }

  @Override
  public boolean register(String handle, SecretHash key) throws StoreException {
    return database.write(
        sql -> {
          int added =
              sql.update(
                  "INSERT INTO messenger_agent (handle, suspended, deleted) VALUES (?, ?, ?)"
                      + " ON CONFLICT DO NOTHING",
                  handle,
                  false,
                  false);
          if (added == 0) {
            return false;
          }
          sql.update(
              "INSERT INTO messenger_mailbox (handle, top, floor, backlog) VALUES (?, 0, 0, 0)",
              handle);
          addKey(handle, key, sql);
          return true;
        });
  }

  @Override
  public Optional<Agent> find(String handle) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                MessengerRows::agent, AGENT + " WHERE a.handle = ? AND NOT a.deleted", handle));
  }

  /** The hash of a random key tells nothing by the time that it takes to find. */
  @Override
  public Optional<Agent> findByKey(SecretHash key) throws StoreException {
    return database.read(
        sql ->
            sql.first(
                MessengerRows::agent,
                AGENT + " JOIN messenger_key k ON k.handle = a.handle WHERE k.hash = ?",
                key.hex()));
  }

  @Override
  public boolean addKey(String handle, SecretHash key) throws StoreException {
    return database.write(sql -> exists(handle, sql) && addKey(handle, key, sql));
  }

  @Override
  public boolean rotate(String handle, SecretHash key) throws StoreException {
    return database.write(
        sql -> exists(handle, sql) && voidKeys(handle, sql) && addKey(handle, key, sql));
  }

  @Override
  public boolean suspend(String handle, boolean suspended) throws StoreException {
    return database.write(
        sql ->
            sql.update(
                    "UPDATE messenger_agent SET suspended = ? WHERE handle = ? AND NOT deleted",
                    suspended,
                    handle)
                > 0);
  }

  @Override
  public boolean delete(String handle) throws StoreException {
    return database.write(
        sql ->
            exists(handle, sql)
                && voidKeys(handle, sql)
                && sql.update(
                        "UPDATE messenger_agent SET deleted = ? WHERE handle = ?", true, handle)
                    > 0);
  }

  @Override
  public void customMessage(String handle, CustomMessage message) throws StoreException {
    database.write(
        sql ->
            sql.update(
                "UPDATE messenger_agent SET custom_message = ? WHERE handle = ?",
                message.text(),
                handle));
  }

  private static boolean exists(String handle, Statements sql) throws SQLException {
    return sql.exists("SELECT 1 FROM messenger_agent WHERE handle = ? AND NOT deleted", handle);
  }

  private static boolean addKey(String handle, SecretHash key, Statements sql) throws SQLException {
    sql.update("INSERT INTO messenger_key (hash, handle) VALUES (?, ?)", key.hex(), handle);
    return true;
  }

  private static boolean voidKeys(String handle, Statements sql) throws SQLException {
    sql.update("DELETE FROM messenger_key WHERE handle = ?", handle);
    return true;
  }
}
