package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.agent.AgentOptions;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session as it is stored.
 *
 * @param options what clients have said; what tokens say is not part of it
 * @param turns accepted user messages
 * @param endedTurns of which these have been replied to
 * @param spending of this session
 * @param lastTurn empty when it has none, and for a fork until its first
 */
public record StoredSession(
    UUID id,
    AgentIdentity owner,
    AgentOptions options,
    Instant createdAt,
    Instant lastActivityAt,
    int turns,
    int endedTurns,
    Spending spending,
    Optional<StoredTurn> lastTurn) {

  public StoredSession {
    requireNonNull(id, "id");
    requireNonNull(owner, "owner");
    requireNonNull(options, "options");
    requireNonNull(createdAt, "createdAt");
    requireNonNull(lastActivityAt, "lastActivityAt");
    requireNonNull(spending, "spending");
    requireNonNull(lastTurn, "lastTurn");
  }

  /** A session without turns. */
  public static StoredSession fresh(
      UUID id, AgentIdentity owner, AgentOptions options, Instant now) {
    return new StoredSession(id, owner, options, now, now, 0, 0, Spending.NONE, Optional.empty());
  }

  /** A new session that goes on from the ended turns of this one. */
  public StoredSession forkedAs(UUID copy, AgentOptions with, Instant now) {
    return new StoredSession(
        copy, owner, with, now, now, endedTurns, endedTurns, Spending.NONE, Optional.empty());
  }

  /** This session after somebody attached it. */
  public StoredSession attached(AgentOptions with, Instant now) {
    return new StoredSession(
        id,
        owner,
        with,
        createdAt,
        now,
        turns,
        endedTurns,
        spending,
        lastTurn.map(turn -> turn.end().isPresent() ? turn.seen() : turn));
  }

  /** This session with a turn that runs. */
  public StoredSession begun(StoredTurn turn) {
    return new StoredSession(
        id,
        owner,
        options,
        createdAt,
        turn.startedAt(),
        turn.number(),
        endedTurns,
        spending,
        Optional.of(turn));
  }

  /** This session without what the user said last, which may be long. */
  StoredSession withoutMessage() {
    return new StoredSession(
        id,
        owner,
        options,
        createdAt,
        lastActivityAt,
        turns,
        endedTurns,
        spending,
        lastTurn.map(StoredTurn::withoutMessage));
  }

  /** This session after something has happened in it. */
  public StoredSession active(Instant now) {
    return new StoredSession(
        id, owner, options, createdAt, now, turns, endedTurns, spending, lastTurn);
  }

  /** This session after its running turn has ended. */
  public StoredSession ended(TurnEnd end, boolean nobodyAttached, Instant now) {
    return new StoredSession(
        id,
        owner,
        options,
        createdAt,
        now,
        turns,
        endedTurns + 1,
        spending.plus(end.spending()),
        lastTurn.map(turn -> turn.ended(end, nobodyAttached)));
  }
}
