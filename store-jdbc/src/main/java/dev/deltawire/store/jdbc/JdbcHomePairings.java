package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Device;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.OpenPairing;
import dev.deltawire.dialects.home.RefreshToken;
import dev.deltawire.dialects.home.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Open pairings and refresh tokens in a database. */
final class JdbcHomePairings implements HomeStore.Pairings {

  private static final RowReader<OpenPairing> PAIRING =
      row ->
          new OpenPairing(
              row.uuid("id"),
              row.text("code"),
              new SecretHash(row.text("secret_hash")),
              row.text("user_id"),
              row.constant("scope", Scope.class),
              row.instant("expires_at"));

  private static final RowReader<RefreshToken> TOKEN =
      row ->
          new RefreshToken(
              new SecretHash(row.text("hash")),
              new HomePrincipal(
                  row.text("device_id"),
                  row.text("user_id"),
                  row.constant("type", DeviceType.class),
                  row.optionalText("session_id"),
                  row.constant("scope", Scope.class)),
              row.instant("expires_at"));

  private final Database database;

  JdbcHomePairings(Database database) {
    this.database = database;
  }

  @Override
  public boolean open(OpenPairing pairing, Instant now) throws StoreException {
    return database.write(
        sql -> {
          sql.update(
              "DELETE FROM home_open_pairing WHERE code = ? AND expires_at <= ?",
              pairing.code(),
              now);
          return sql.update(
                  "INSERT INTO home_open_pairing"
                      + " (code, id, secret_hash, user_id, scope, expires_at, guesses)"
                      + " VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING",
                  pairing.code(),
                  pairing.id(),
                  pairing.secret().hex(),
                  pairing.userId(),
                  pairing.scope(),
                  pairing.expiresAt())
              == 1;
        });
  }

  /** Guesses at codes that nobody has been given cost no write. */
  @Override
  public Optional<OpenPairing> guess(String code, int most, Instant now) throws StoreException {
    boolean known =
        database.read(sql -> sql.exists("SELECT 1 FROM home_open_pairing WHERE code = ?", code));
    return known
        ? database.write(
            sql ->
                sql.first(
                    PAIRING,
                    "UPDATE home_open_pairing SET guesses = guesses + 1"
                        + " WHERE code = ? AND guesses < ? AND expires_at > ? RETURNING *",
                    code,
                    most,
                    now))
        : Optional.empty();
  }

  @Override
  public boolean complete(UUID pairingId, RefreshToken token) throws StoreException {
    HomePrincipal principal = token.principal();
    return database.write(
        sql -> {
          if (sql.update("DELETE FROM home_open_pairing WHERE id = ?", pairingId) == 0) {
            return false;
          }
          JdbcHomeDevices.register(
              sql, new Device(principal.deviceId(), principal.userId(), principal.deviceType()));
          JdbcHomeDevices.pair(sql, principal.deviceId(), principal.sessionId().orElseThrow());
          insert(sql, token);
          return true;
        });
  }

  @Override
  public Optional<RefreshToken> token(SecretHash hash) throws StoreException {
    return database.read(
        sql -> sql.first(TOKEN, "SELECT * FROM home_refresh_token WHERE hash = ?", hash.hex()));
  }

  @Override
  public boolean replace(SecretHash hash, RefreshToken next) throws StoreException {
    return database.write(
        sql -> {
          if (sql.update("DELETE FROM home_refresh_token WHERE hash = ?", hash.hex()) == 0) {
            return false;
          }
          insert(sql, next);
          return true;
        });
  }

  @Override
  public void purge(Instant now) throws StoreException {
    database.write(
        sql ->
            sql.update("DELETE FROM home_open_pairing WHERE expires_at <= ?", now)
                + sql.update("DELETE FROM home_refresh_token WHERE expires_at <= ?", now));
  }

  private static void insert(Statements sql, RefreshToken token) throws SQLException {
    HomePrincipal principal = token.principal();
    sql.update(
        "INSERT INTO home_refresh_token"
            + " (hash, device_id, user_id, type, session_id, scope, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        token.hash().hex(),
        principal.deviceId(),
        principal.userId(),
        principal.deviceType(),
        principal.sessionId(),
        principal.scope(),
        token.expiresAt());
  }
}
