package dev.deltawire.store.jdbc;

import dev.deltawire.model.RawJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the databases do differently. */
abstract class Product {

  /** What an operator knows the database by; no secret. */
  abstract String name();

  /** A fresh connection for what does not write. */
  abstract Connection connectToRead() throws SQLException;

  /** A fresh connection for what writes. */
  abstract Connection connectToWrite() throws SQLException;

  /** Whether nodes other than this one may write. */
  abstract boolean shared();

  /** The type of a column that numbers the rows of its table as they are written. */
  abstract String identity();

  /** What ends the definition of a table that is kept in the order of its primary key. */
  abstract String clustered();

  /** A column of text that is compared by its bytes, as Java compares ASCII. */
  abstract String byBytes(String column);

  /**
   * Begins a transaction that nobody else's writes come between, waiting for its turn.
   *
   * @return what {@link #isCommitted} knows the transaction by
   */
  abstract String beginWrite(Statements sql) throws SQLException;

  /** Begins a transaction that sees one state of the database. */
  abstract void beginRead(Statements sql) throws SQLException;

  abstract void commit(Statements sql) throws SQLException;

  abstract void rollback(Statements sql) throws SQLException;

  /** Whether a transaction whose commit threw is committed after all; over a fresh connection. */
  abstract boolean isCommitted(String transaction, Statements fresh) throws SQLException;

  /** Whether the same transaction may succeed when it is tried again. */
  abstract boolean isTransient(SQLException e);

  /** Whether the connection or the database, rather than a statement, is at fault. */
  abstract boolean isBroken(SQLException e);

  /** What to store for a text. */
  String storedText(String text) {
    return text;
  }

  /** The text for what was stored. */
  String loadedText(String stored) {
    return stored;
  }

  /** Sets a parameter of one of the types that {@link Statements} names. */
  final void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value instanceof Optional<?> optional) {
      bind(statement, index, optional.orElse(null));
    } else if (value == null) {
      statement.setNull(index, Types.NULL);
    } else if (value instanceof String text) {
      statement.setString(index, storedText(text));
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else if (value instanceof Boolean bool) {
      statement.setBoolean(index, bool);
    } else if (value instanceof UUID uuid) {
      statement.setString(index, uuid.toString());
    } else if (value instanceof Instant instant) {
      statement.setLong(index, StoredInstant.nanos(instant));
    } else if (value instanceof RawJson json) {
      statement.setString(index, json.toString());
    } else if (value instanceof Enum<?> constant) {
      statement.setString(index, constant.name());
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else {
      throw new IllegalArgumentException("no parameter type: " + value.getClass());
    }
  }
}
