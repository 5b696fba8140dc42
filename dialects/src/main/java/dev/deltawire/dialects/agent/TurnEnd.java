package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.Usage;
import dev.deltawire.model.agent.TurnOutcome;
import java.util.Optional;

/**
 * How a turn ended.
 *
 * @param error why it failed, present if and only if it did
 */
public record TurnEnd(TurnOutcome outcome, Optional<String> error, Usage usage, Spending spending) {

  public TurnEnd {
    requireNonNull(outcome, "outcome");
    requireNonNull(error, "error");
    requireNonNull(usage, "usage");
    requireNonNull(spending, "spending");
    if (error.isPresent() != (outcome == TurnOutcome.ERROR)) {
      throw new IllegalArgumentException("an error belongs to the outcome ERROR alone");
    }
  }
}
