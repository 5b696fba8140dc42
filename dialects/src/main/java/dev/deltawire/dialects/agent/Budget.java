package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * What a token may spend in each window.
 *
 * @param aiMicroUsd on replies, in microdollars
 * @param computeSeconds of turns' duration
 * @param windowStart when the first window began
 */
public record Budget(
    OptionalLong aiMicroUsd,
    OptionalLong computeSeconds,
    BudgetWindow window,
    Instant windowStart) {

  /** No limit; what is spent still counts, in one window since the epoch. */
  public static final Budget UNLIMITED =
      new Budget(OptionalLong.empty(), OptionalLong.empty(), BudgetWindow.LIFETIME, Instant.EPOCH);

  public Budget {
    requireNonNull(aiMicroUsd, "aiMicroUsd");
    requireNonNull(computeSeconds, "computeSeconds");
    requireNonNull(window, "window");
    requireNonNull(windowStart, "windowStart");
  }

  /** What is spent now is counted under this. */
  public Account accountOf(AgentIdentity owner, Instant now) {
    return new Account(owner, window, window.startOf(windowStart, now));
  }
}
