package dev.deltawire.model.messenger;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** Whether an agent can be reached (M-15). */
public enum PresenceStatus implements WireName {
  ONLINE,
  OFFLINE,
  BUSY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<PresenceStatus> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
