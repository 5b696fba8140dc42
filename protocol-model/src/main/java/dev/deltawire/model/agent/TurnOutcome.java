package dev.deltawire.model.agent;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** How a turn ended: the {@code subtype} of its result. */
public enum TurnOutcome implements WireName {
  SUCCESS,
  ERROR,
  INTERRUPTED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
