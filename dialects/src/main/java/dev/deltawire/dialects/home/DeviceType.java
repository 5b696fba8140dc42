package dev.deltawire.dialects.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** What kind of device it is (H-03). */
public enum DeviceType implements WireName {
  PHONE,
  TABLET,
  TV;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name in a claim. */
  public static Optional<DeviceType> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
