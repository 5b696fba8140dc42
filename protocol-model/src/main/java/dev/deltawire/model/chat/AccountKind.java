package dev.deltawire.model.chat;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Who stands behind an account (C-10). */
public enum AccountKind implements WireName {
  HUMAN,
  AGENT;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
