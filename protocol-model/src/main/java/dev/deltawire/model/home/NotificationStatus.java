package dev.deltawire.model.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** How far a notification has come; it only moves forward (H-20, H-36). */
public enum NotificationStatus implements WireName {
  PENDING,
  SENT,
  DELIVERED,
  READ;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<NotificationStatus> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
