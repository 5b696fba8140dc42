package dev.deltawire.dialects.integration;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** What the user says to a request (I-41). */
public enum Decision implements WireName {
  ALLOW,
  DENY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<Decision> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
