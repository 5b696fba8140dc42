package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What spending is counted under: an identity and one window.
 *
 * @param windowStart when this window began
 */
public record Account(AgentIdentity owner, BudgetWindow window, Instant windowStart) {

  public Account {
    requireNonNull(owner, "owner");
    requireNonNull(window, "window");
    requireNonNull(windowStart, "windowStart");
  }
}
