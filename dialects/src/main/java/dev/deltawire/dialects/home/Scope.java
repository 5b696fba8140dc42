package dev.deltawire.dialects.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** What a device's user is to the household; carried, not enforced (H-03). */
public enum Scope implements WireName {
  ADMIN,
  MEMBER,
  GUEST;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name in a claim. */
  public static Optional<Scope> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
