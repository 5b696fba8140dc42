package dev.deltawire.dialects.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.AnswerMode;

/**
 * An account with its settings.
 *
 * @param mode which messages it answers, if an agent stands behind it (C-42)
 */
public record Participant(Account account, AnswerMode mode) {

  /** The provider of agents that act through their own tokens, driven by no engine (C-63). */
  public static final String EXTERNAL = "external";

  public Participant {
    requireNonNull(account, "account");
    requireNonNull(mode, "mode");
  }

  /** An account with the settings that it has unless told otherwise. */
  public static Participant of(Account account) {
    return new Participant(account, AnswerMode.ALWAYS);
  }

  /** Whether the engine speaks for it. */
  boolean isDriven() {
    return account.isAgent() && !EXTERNAL.equals(account.agentProvider());
  }
}
