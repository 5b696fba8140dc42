package dev.deltawire.model.chat;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Which messages of humans an agent answers (C-42, C-63). */
public enum AnswerMode implements WireName {
  ALWAYS,
  MENTION;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }
}
