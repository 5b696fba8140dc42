package dev.deltawire.dialects.home;

import dev.deltawire.model.home.HomeServerFrame.NotificationPush;
import dev.deltawire.model.home.NotificationStatus;
import java.time.Instant;
import java.util.UUID;

/** A notification for one device, and how far it has come (H-36, H-37). */
public record Notification(
    UUID id, String deviceId, Notice notice, Instant createdAt, NotificationStatus status) {

  /** This notification in another status. */
  public Notification withStatus(NotificationStatus newStatus) {
    return new Notification(id, deviceId, notice, createdAt, newStatus);
  }

  /** The frame that tells the device. */
  NotificationPush push() {
    return new NotificationPush(
        id,
        notice.title(),
        notice.body(),
        notice.level(),
        notice.category().orElse(null),
        notice.data());
  }
}
