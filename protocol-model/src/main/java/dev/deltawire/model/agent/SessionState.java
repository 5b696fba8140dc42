package dev.deltawire.model.agent;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** What a session does, as {@code session_info} tells. */
public enum SessionState implements WireName {
  READY,
  PROCESSING,
  WAITING_TOOL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
