package dev.deltawire.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The statements of one connection, each prepared once.
 *
 * <p>Values of parameters may be {@code String}, {@code Long}, {@code Integer}, {@code Boolean},
 * {@code byte[]}, {@code UUID}, {@code Instant}, {@code RawJson}, constants of an enum (by name),
 * {@code Optional} of these, or null. Thread: one at a time.
 */
final class Statements implements AutoCloseable {

  /** Texts that vary with the number of their parameters push out those used longest ago. */
  private static final int MAX_PREPARED = 256;

  /** Rows that a driver may read ahead of one that ends a list. */
  private static final int FEW_ROWS = 8;

  private final Connection connection;
  private final Product product;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private long updates;

  Statements(Connection connection, Product product) {
    this.connection = connection;
    this.product = product;
  }

  /**
   * The places of so many parameters, in parentheses; {@code (NULL)}, which nothing is in, for
   * none.
   */
  static String places(Collection<?> values) {
    return values.isEmpty()
        ? "(NULL)"
        : "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }

  Connection connection() {
    return connection;
  }

  /** Runs an INSERT, UPDATE or DELETE without RETURNING; how many rows it changed. */
  int update(String sql, Object... values) throws SQLException {
    updates++;
    return bound(sql, values).executeUpdate();
  }

  /** See {@link Product#byBytes}. */
  String byBytes(String column) {
    return product.byBytes(column);
  }

  /** All rows of a SELECT or of what RETURNING returns. */
  <T> List<T> list(RowReader<T> reader, String sql, Object... values) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = query(sql, values)) {
      Row row = new Row(result, product);
      while (result.next()) {
        rows.add(reader.read(row));
      }
    }
    return rows;
  }

  /** The rows of a SELECT until one is not to go on with; that one and what follows stay unread. */
  <T> List<T> listWhile(
      RowReader<T> reader, Predicate<? super T> goesOn, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = bound(sql, values);
    statement.setFetchSize(FEW_ROWS);
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      Row row = new Row(result, product);
      boolean going = true;
      while (going && result.next()) {
        T read = reader.read(row);
        going = goesOn.test(read);
        if (going) {
          rows.add(read);
        }
      }
    }
    return rows;
  }

  /** The first row. */
  <T> Optional<T> first(RowReader<T> reader, String sql, Object... values) throws SQLException {
    try (ResultSet result = query(sql, values)) {
      return result.next() ? Optional.of(reader.read(new Row(result, product))) : Optional.empty();
    }
  }

  /** Whether there is a row. */
  boolean exists(String sql, Object... values) throws SQLException {
    try (ResultSet result = query(sql, values)) {
      return result.next();
    }
  }

  /** Runs a statement that is no query and has no parameters. */
  void command(String sql) throws SQLException {
    prepare(sql).execute();
  }

  /** How many statements have run that may have changed something. */
  long updates() {
    return updates;
  }

  /** Closes the connection, which rolls back what is not committed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // whoever closes it is done with it
    }
  }

  private ResultSet query(String sql, Object... values) throws SQLException {
    updates += sql.startsWith("SELECT") ? 0 : 1;
    return bound(sql, values).executeQuery();
  }

  private PreparedStatement bound(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql);
    for (int i = 0; i < values.length; i++) {
      product.bind(statement, i + 1, values[i]);
    }
    return statement;
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    if (prepared.size() >= MAX_PREPARED) {
      String eldest = prepared.keySet().iterator().next();
      prepared.remove(eldest).close();
    }
    PreparedStatement fresh = connection.prepareStatement(sql);
    prepared.put(sql, fresh);
    return fresh;
  }
}
