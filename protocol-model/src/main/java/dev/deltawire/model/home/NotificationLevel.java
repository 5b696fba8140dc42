package dev.deltawire.model.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** How much a notification matters (H-17). */
public enum NotificationLevel implements WireName {
  INFO,
  WARNING,
  CRITICAL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<NotificationLevel> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
