package dev.deltawire.store.jdbc;

import dev.deltawire.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The current row of a result; columns by name. */
final class Row {

  private final ResultSet result;
  private final Product product;

  Row(ResultSet result, Product product) {
    this.result = result;
    this.product = product;
  }

  /** Text; null when the column is. */
  String text(String column) throws SQLException {
    String stored = result.getString(column);
    return stored == null ? null : product.loadedText(stored);
  }

  Optional<String> optionalText(String column) throws SQLException {
    return Optional.ofNullable(text(column));
  }

  UUID uuid(String column) throws SQLException {
    return UUID.fromString(result.getString(column));
  }

  Optional<UUID> optionalUuid(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column)).map(UUID::fromString);
  }

  long number(String column) throws SQLException {
    return result.getLong(column);
  }

  boolean bool(String column) throws SQLException {
    return result.getBoolean(column);
  }

  /** A constant by its name. */
  <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, result.getString(column));
  }

  Instant instant(String column) throws SQLException {
    return StoredInstant.of(result.getLong(column));
  }

  Optional<Instant> optionalInstant(String column) throws SQLException {
    long nanos = result.getLong(column);
    return result.wasNull() ? Optional.empty() : Optional.of(StoredInstant.of(nanos));
  }

  /** JSON that was valid when it was stored. */
  RawJson json(String column) throws SQLException {
    return RawJson.ofValidated(result.getString(column).getBytes(StandardCharsets.UTF_8));
  }

  Optional<RawJson> optionalJson(String column) throws SQLException {
    return result.getString(column) == null ? Optional.empty() : Optional.of(json(column));
  }
}
