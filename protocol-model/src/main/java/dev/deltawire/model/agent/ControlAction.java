package dev.deltawire.model.agent;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** What a client's {@code control} frame asks for. */
public enum ControlAction implements WireName {
  /** End the running turn and the socket. */
  CLOSE,
  /** Close when the running turn has ended. */
  END_INPUT,
  /** End the running turn. */
  INTERRUPT;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
