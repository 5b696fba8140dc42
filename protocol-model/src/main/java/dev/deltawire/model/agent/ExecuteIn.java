package dev.deltawire.model.agent;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Where a tool runs. */
public enum ExecuteIn implements WireName {
  CLIENT,
  /** The same as {@link #CLIENT}. */
  BROWSER,
  SERVER;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
