package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The last turn of a session, as it is stored.
 *
 * @param number 1 for the session's first turn
 * @param message what the user said
 * @param account what it is counted under
 * @param end empty while it runs
 * @param missed whether it ended while no socket was attached
 */
public record StoredTurn(
    int number,
    String message,
    Instant startedAt,
    Account account,
    Optional<TurnEnd> end,
    boolean missed) {

  public StoredTurn {
    requireNonNull(message, "message");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(account, "account");
    requireNonNull(end, "end");
  }

  /** A turn that begins. */
  static StoredTurn begun(int number, String message, Instant at, Account account) {
    return new StoredTurn(number, message, at, account, Optional.empty(), false);
  }

  /** This turn, ended. */
  public StoredTurn ended(TurnEnd with, boolean nobodyAttached) {
    return new StoredTurn(number, message, startedAt, account, Optional.of(with), nobodyAttached);
  }

  /** This turn for somebody who keeps it and does not ask again what the user said. */
  StoredTurn withoutMessage() {
    return new StoredTurn(number, "", startedAt, account, end, missed);
  }

  /** This turn, replayed to somebody. */
  public StoredTurn seen() {
    return new StoredTurn(number, message, startedAt, account, end, false);
  }
}
