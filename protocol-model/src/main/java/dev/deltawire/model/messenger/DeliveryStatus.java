package dev.deltawire.model.messenger;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** How far a delivery has come; it only moves forward (M-24). */
public enum DeliveryStatus implements WireName {
  STORED,
  DELIVERED,
  READ;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<DeliveryStatus> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
