package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;

/**
 * Somebody who can take part in conversations (C-10).
 *
 * @param avatarUrl null when there is none
 * @param bio null when there is none
 * @param parentUsername an agent's owner, or null
 * @param agentProvider what drives an agent, or null
 */
public record Account(
    String username,
    String displayName,
    AccountKind kind,
    String avatarUrl,
    String bio,
    String parentUsername,
    String agentProvider)
    implements ChatResult {

  public Account {
    requireNonNull(username, "username");
    if (!ChatLimits.isUsername(username)) {
      throw new IllegalArgumentException("not a username: " + username);
    }
    Require.codePoints("display_name", displayName, 1, ChatLimits.DISPLAY_NAME_CODE_POINTS);
    requireNonNull(kind, "kind");
    if (kind == AccountKind.HUMAN && (parentUsername != null || agentProvider != null)) {
      throw new IllegalArgumentException("a human has neither parent nor provider");
    }
  }

  /** A human's account. */
  public static Account human(String username, String displayName) {
    return new Account(username, displayName, AccountKind.HUMAN, null, null, null, null);
  }

  /** An agent's account without an owner. */
  public static Account agent(String username, String displayName) {
    return new Account(username, displayName, AccountKind.AGENT, null, null, null, null);
  }

  /** Whether an agent stands behind it. */
  public boolean isAgent() {
    return kind == AccountKind.AGENT;
  }
}
