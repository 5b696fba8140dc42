package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.Device;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Devices in a database. */
final class JdbcHomeDevices implements HomeStore.Devices {

  private static final String COLUMNS = "SELECT device_id, user_id, type FROM home_device d";

  /** Not revoked, or paired anew since (H-06). */
  private static final String ACTIVE =
      " (NOT EXISTS (SELECT 1 FROM home_revocation r WHERE r.device_id = d.device_id)"
          + " OR EXISTS (SELECT 1 FROM home_pairing p WHERE p.device_id = d.device_id))";

  private static final RowReader<Device> DEVICE =
      row ->
          new Device(
              row.text("device_id"), row.text("user_id"), row.constant("type", DeviceType.class));

  private final Database database;

  JdbcHomeDevices(Database database) {
    this.database = database;
  }

  /** Happens at every connection, and seldom changes anything. */
  @Override
  public void register(Device device) throws StoreException {
    Optional<Device> known =
        database.read(
            sql -> sql.first(DEVICE, COLUMNS + " WHERE device_id = ?", device.deviceId()));
    if (known.filter(device::equals).isEmpty()) {
      database.write(sql -> register(sql, device));
    }
  }

  static int register(Statements sql, Device device) throws SQLException {
    return sql.update(
        "INSERT INTO home_device (device_id, user_id, type) VALUES (?, ?, ?)"
            + " ON CONFLICT (device_id) DO UPDATE"
            + " SET user_id = excluded.user_id, type = excluded.type",
        device.deviceId(),
        device.userId(),
        device.type());
  }

  @Override
  public void pair(String deviceId, String sessionId) throws StoreException {
    database.write(sql -> pair(sql, deviceId, sessionId));
  }

  static int pair(Statements sql, String deviceId, String sessionId) throws SQLException {
    return sql.update(
        "INSERT INTO home_pairing (device_id, session_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        deviceId,
        sessionId);
  }

  @Override
  public void revoke(String deviceId) throws StoreException {
    database.write(
        sql -> {
          sql.update("DELETE FROM home_pairing WHERE device_id = ?", deviceId);
          sql.update("DELETE FROM home_refresh_token WHERE device_id = ?", deviceId);
          return sql.update(
              "INSERT INTO home_revocation (device_id) VALUES (?) ON CONFLICT DO NOTHING",
              deviceId);
        });
  }

  @Override
  public boolean isRevoked(String deviceId, Optional<String> sessionId) throws StoreException {
    return database.read(
        sql ->
            sql.exists(
                "SELECT 1 FROM home_revocation r WHERE r.device_id = ? AND NOT EXISTS (SELECT 1"
                    + " FROM home_pairing p WHERE p.device_id = r.device_id AND p.session_id = ?)",
                deviceId,
                sessionId));
  }

  @Override
  public Optional<Device> find(String deviceId) throws StoreException {
    return database.read(
        sql -> sql.first(DEVICE, COLUMNS + " WHERE device_id = ? AND" + ACTIVE, deviceId));
  }

  @Override
  public List<Device> list(Optional<String> userId) throws StoreException {
    if (userId.isEmpty()) {
      return database.read(sql -> sql.list(DEVICE, COLUMNS + " WHERE" + ACTIVE));
    }
    return database.read(
        sql -> sql.list(DEVICE, COLUMNS + " WHERE user_id = ? AND" + ACTIVE, userId));
  }
}
