package dev.deltawire.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL, which several nodes may share. */
final class Postgres extends Product {

  /** The key of the advisory lock that makes writers of all nodes take turns. */
  private static final long WRITERS = 0x64656c7461776972L; // "deltawir"

  /** Deadlock, serialization failure, and a lock that was not to be had in time. */
  private static final Set<String> TRANSIENT = Set.of("40P01", "40001", "55P03");

  /** What the driver does when nobody says otherwise: it never waits for ever. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ApplicationName", "deltawire",
          "connectTimeout", "10",
          "socketTimeout", "90",
          "tcpKeepAlive", "true",
          "logServerErrorDetail", "false"); // X-56: it quotes values

  private final String url;
  private final Properties properties = new Properties();
  private final boolean fsync;

  Postgres(String url, String user, String password, boolean fsync) {
    this.url = url;
    this.fsync = fsync;
    SETTINGS.forEach(
        (name, value) -> {
          if (!url.contains(name + "=")) {
            properties.setProperty(name, value);
          }
        });
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
  }

  /** X-56: parameters of the URL may be secret, and a user before the host. */
  @Override
  String name() {
    return url.replaceFirst("[?].*", "").replaceFirst("//.*@", "//");
  }

  @Override
  Connection connectToRead() throws SQLException {
    return connect("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  }

  @Override
  Connection connectToWrite() throws SQLException {
    return connect("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED");
  }

  private Connection connect(String isolation) throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties);
    try (Statement statement = connection.createStatement()) {
      // A node that hangs while it holds the writers' lock loses it, and its transaction with it.
      statement.execute("SET idle_in_transaction_session_timeout = '10s'");
      statement.execute("SET lock_timeout = '30s'");
      statement.execute("SET statement_timeout = '60s'");
      statement.execute(synchronousCommit());
      statement.execute(isolation);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** X-59: stricter settings of the server stay as they are. */
  private String synchronousCommit() {
    return fsync
        ? "SELECT set_config('synchronous_commit', 'on', false)"
            + " WHERE current_setting('synchronous_commit') IN ('off', 'local')"
        : "SET synchronous_commit = off";
  }

  @Override
  boolean shared() {
    return true;
  }

  @Override
  String identity() {
    return "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  }

  /** PostgreSQL has no such tables; its indexes serve. */
  @Override
  String byBytes(String column) {
    return column + " COLLATE \"C\"";
  }

  @Override
  String clustered() {
    return "";
  }

  @Override
  String beginWrite(Statements sql) throws SQLException {
    sql.connection().setAutoCommit(false);
    return sql.first(
            row -> row.text("id"),
            "SELECT pg_advisory_xact_lock(?), CAST(pg_current_xact_id() AS TEXT) AS id",
            WRITERS)
        .orElseThrow();
  }

  @Override
  void beginRead(Statements sql) throws SQLException {
    sql.connection().setAutoCommit(false);
  }

  @Override
  void commit(Statements sql) throws SQLException {
    sql.connection().commit();
    sql.connection().setAutoCommit(true);
  }

  @Override
  void rollback(Statements sql) throws SQLException {
    sql.connection().rollback();
    sql.connection().setAutoCommit(true);
  }

  /** The writers' lock is free once the server has done with the transaction. */
  @Override
  boolean isCommitted(String transaction, Statements fresh) throws SQLException {
    beginWrite(fresh);
    Optional<String> status =
        fresh.first(
            row -> row.text("status"),
            "SELECT pg_xact_status(CAST(? AS xid8)) AS status",
            transaction);
    rollback(fresh);
    return status.filter("committed"::equals).isPresent();
  }

  @Override
  boolean isTransient(SQLException e) {
    return TRANSIENT.contains(state(e));
  }

  /** Connection exceptions, operator intervention, lack of resources, system errors. */
  @Override
  boolean isBroken(SQLException e) {
    String state = state(e);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.startsWith("25P03")
        || state.startsWith("53")
        || state.startsWith("58");
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** PostgreSQL stores no NUL in a text. */
  @Override
  String storedText(String text) {
    return NulText.escaped(text);
  }

  @Override
  String loadedText(String stored) {
    return NulText.unescaped(stored);
  }
}
