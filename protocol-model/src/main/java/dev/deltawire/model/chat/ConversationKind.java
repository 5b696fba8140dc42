package dev.deltawire.model.chat;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Whether a conversation is the one between two accounts or one of many (C-11). */
public enum ConversationKind implements WireName {
  DIRECT,
  GROUP;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
