package dev.deltawire.model.integration;

import dev.deltawire.model.WireName;
import java.util.Optional;

/** What a channel's key opens; version 1 knows one scope (I-09). */
public enum AccessScope implements WireName {
  REST_FULL("rest.full");

  private final String wireName;

  AccessScope(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<AccessScope> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
