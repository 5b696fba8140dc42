package dev.deltawire.model.home;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** How far a tool call has come (H-15). */
public enum ToolStatus implements WireName {
  EXECUTING,
  COMPLETED,
  FAILED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<ToolStatus> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
