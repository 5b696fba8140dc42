package dev.deltawire.dialects.integration;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** How the user is asked (I-18). */
public enum ConsentMode implements WireName {
  /** A request waits until somebody decides on it. */
  PAGE,
  /** Every request is granted at once: for development. */
  AUTO,
  /** There is no way to ask, so every request is refused. */
  OFF;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name in the configuration. */
  public static Optional<ConsentMode> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
