package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Notifications in a database. */
final class JdbcHomeNotifications implements HomeStore.Notifications {

  private static final String COLUMNS =
      "SELECT id, device_id, title, body, level, category, data, created_at, status"
          + " FROM home_notification";

  private final Database database;

  JdbcHomeNotifications(Database database) {
    this.database = database;
  }

  @Override
  public void add(List<Notification> notifications) throws StoreException {
    if (notifications.isEmpty()) {
      return;
    }
    database.write(
        sql -> {
          for (Notification notification : notifications) {
            insert(notification, sql);
          }
          return null;
        });
  }

  @Override
  public Optional<Notification> find(UUID id) throws StoreException {
    return database.read(
        sql -> sql.first(JdbcHomeNotifications::notification, COLUMNS + " WHERE id = ?", id));
  }

  @Override
  public void advance(Collection<UUID> ids, NotificationStatus status) throws StoreException {
    List<NotificationStatus> earlier =
        Stream.of(NotificationStatus.values()).filter(s -> s.compareTo(status) < 0).toList();
    if (ids.isEmpty() || earlier.isEmpty()) {
      return;
    }
    database.write(
        sql -> {
          for (UUID id : ids) {
            List<Object> values = new ArrayList<>(List.of(status, id));
            values.addAll(earlier);
            sql.update(
                "UPDATE home_notification SET status = ? WHERE id = ? AND status IN "
                    + Statements.places(earlier),
                values.toArray());
          }
          return null;
        });
  }

  @Override
  public List<Notification> list(String deviceId, Set<NotificationStatus> statuses, int limit)
      throws StoreException {
    List<Object> values = new ArrayList<>();
    values.add(deviceId);
    values.addAll(statuses);
    values.add(limit);
    return database.read(
        sql ->
            sql.list(
                JdbcHomeNotifications::notification,
                COLUMNS
                    + " WHERE device_id = ? AND status IN "
                    + Statements.places(statuses)
                    + " ORDER BY seq LIMIT ?",
                values.toArray()));
  }

  @Override
  public void purge(Instant createdBefore) throws StoreException {
    database.write(
        sql -> sql.update("DELETE FROM home_notification WHERE created_at < ?", createdBefore));
  }

  private static void insert(Notification row, Statements sql) throws SQLException {
    Notice notice = row.notice();
    sql.update(
        "INSERT INTO home_notification"
            + " (id, device_id, title, body, level, category, data, created_at, status)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.id(),
        row.deviceId(),
        notice.title(),
        notice.body(),
        notice.level(),
        notice.category(),
        notice.data(),
        row.createdAt(),
        row.status());
  }

  private static Notification notification(Row row) throws SQLException {
    Notice notice =
        new Notice(
            row.text("title"),
            row.text("body"),
            row.constant("level", NotificationLevel.class),
            row.optionalText("category"),
            row.json("data"));
    return new Notification(
        row.uuid("id"),
        row.text("device_id"),
        notice,
        row.instant("created_at"),
        row.constant("status", NotificationStatus.class));
  }
}
