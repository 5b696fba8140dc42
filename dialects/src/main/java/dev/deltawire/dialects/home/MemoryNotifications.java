package dev.deltawire.dialects.home;

import dev.deltawire.model.home.NotificationStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Notifications in memory. */
final class MemoryNotifications implements HomeStore.Notifications {

  private final Map<UUID, String> devices = new HashMap<>();

  /** By device and id, in the order in which they were added. */
  private final Map<String, Map<UUID, Notification>> rows = new HashMap<>();

  @Override
  public synchronized void add(List<Notification> notifications) {
    for (Notification added : notifications) {
      devices.put(added.id(), added.deviceId());
      rows.computeIfAbsent(added.deviceId(), id -> new LinkedHashMap<>()).put(added.id(), added);
    }
  }

  @Override
  public synchronized Optional<Notification> find(UUID id) {
    return Optional.ofNullable(devices.get(id)).map(device -> rows.get(device).get(id));
  }

  @Override
  public synchronized void advance(Collection<UUID> ids, NotificationStatus status) {
    for (UUID id : ids) {
      find(id)
          .filter(row -> row.status().compareTo(status) < 0)
          .ifPresent(row -> rows.get(row.deviceId()).put(id, row.withStatus(status)));
    }
  }

  @Override
  public synchronized boolean advance(String deviceId, UUID id, NotificationStatus status) {
    Map<UUID, Notification> own = rows.getOrDefault(deviceId, Map.of());
    Notification row = own.get(id);
    if (row != null && row.status().compareTo(status) < 0) {
      own.put(id, row.withStatus(status));
    }
    return row != null;
  }

  @Override
  public synchronized List<Notification> list(
      String deviceId, Set<NotificationStatus> statuses, int limit) {
    return rows.getOrDefault(deviceId, Map.of()).values().stream()
        .filter(row -> statuses.contains(row.status()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void purge(Instant createdBefore) {
    for (Map<UUID, Notification> ofDevice : rows.values()) {
      ofDevice.values().removeIf(row -> row.createdAt().isBefore(createdBefore));
    }
    rows.values().removeIf(Map::isEmpty);
    devices
        .entrySet()
        .removeIf(e -> !rows.getOrDefault(e.getValue(), Map.of()).containsKey(e.getKey()));
  }
}
