package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.SlidingRate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** What keeps each identity within its limits. Thread: any. */
final class Gate {

  private static final String TOKEN = "token";

  private final AgentStore store;
  private final int maxConcurrent;
  private final SlidingRate<AgentIdentity> turns;
  private final InstantSource clock;

  /** The sessions and prompts that each identity has in use. */
  private final Map<AgentIdentity, Set<UUID>> inUse = new HashMap<>();

  Gate(AgentStore store, int maxConcurrent, SlidingRate<AgentIdentity> turns, InstantSource clock) {
    this.store = store;
    this.maxConcurrent = maxConcurrent;
    this.turns = turns;
    this.clock = clock;
  }

  /** Takes a place for a session or prompt, unless it has one. */
  synchronized void enter(AgentIdentity identity, UUID id) throws Refusal {
    Set<UUID> ids = inUse.computeIfAbsent(identity, i -> new HashSet<>());
    if (!ids.contains(id) && ids.size() >= maxConcurrent) {
      throw Refusal.tooMany(maxConcurrent);
    }
    ids.add(id);
  }

  /** Refuses an identity that has no place left for another one. */
  synchronized void requirePlace(AgentIdentity identity) throws Refusal {
    if (inUse.getOrDefault(identity, Set.of()).size() >= maxConcurrent) {
      throw Refusal.tooMany(maxConcurrent);
    }
  }

  /** Gives the place back, if it has one. */
  synchronized void leave(AgentIdentity identity, UUID id) {
    inUse.computeIfPresent(
        identity,
        (i, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }

  /** Lets a turn begin; returns what it is counted under. */
  Account admitTurn(AgentPrincipal principal) throws Refusal, StoreException {
    Account account = principal.budget().accountOf(principal.identity(), clock.instant());
    requireBudget(principal.budget(), account);
    Optional<Duration> wait = turns.take(principal.identity());
    if (wait.isPresent()) {
      throw Refusal.tooFast(wait.get().toMillis());
    }
    return account;
  }

  /** what has brought the spending to its limit has ended normally. */
  private void requireBudget(Budget budget, Account account) throws Refusal, StoreException {
    if (budget.aiMicroUsd().isEmpty() && budget.computeSeconds().isEmpty()) {
      return;
    }
    Spending spent = store.spent(account);
    requireBelow(budget.aiMicroUsd(), spent.microUsd());
    requireBelow(budget.computeSeconds(), spent.seconds());
  }

  private static void requireBelow(OptionalLong limit, double spent) throws Refusal {
    if (limit.isPresent() && spent >= limit.getAsLong()) {
      throw Refusal.spent(TOKEN, (double) limit.getAsLong(), spent);
    }
  }
}
