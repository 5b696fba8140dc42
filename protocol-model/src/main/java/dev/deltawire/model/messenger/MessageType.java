package dev.deltawire.model.messenger;

import dev.deltawire.model.WireName;
import java.util.Locale;
import java.util.Optional;

/** What a message's content is (M-12). */
public enum MessageType implements WireName {
  TEXT,
  STRUCTURED,
  FILE,
  /** Written by the server alone. */
  SYSTEM;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** The constant with that name on the wire. */
  public static Optional<MessageType> ofWireName(String wireName) {
    return WireName.find(values(), wireName);
  }
}
