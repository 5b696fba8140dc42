package dev.deltawire.model.integration;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Why access was denied (I-12). */
public enum DenialReason implements WireName {
  USER_DENIED,
  TIMEOUT,
  NOT_READY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
