package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the dialect remembers: sessions, what was said in them, and what was spent.
 *
 * <p>Thread: any of the server's executor, for every method, many at once; may block. What a call
 * has written when it returns is durable; a call that throws has written nothing.
 * Calls for a session that is not there throw.
 */
public interface AgentStore {

  /** Remembers a new session. */
  void create(StoredSession session) throws StoreException;

  /** Remembers a new session, which gets a copy of what was said in the ended turns of another. */
  void fork(UUID source, StoredSession copy) throws StoreException;

  /** A session. */
  Optional<StoredSession> find(UUID id) throws StoreException;

  /** Notes that a session was attached: an ended turn is no longer missed. */
  void attach(UUID id, AgentOptions options, Instant at) throws StoreException;

  /**
   * Begins a turn, which this node runs; what was kept of the former one for a replay is forgotten.
   */
  void begin(UUID id, StoredTurn turn) throws StoreException;

  /** Adds to what the running turn has said; changes nothing when that turn runs no more. */
  void progress(UUID id, int turn, List<TurnEntry> more, Instant at) throws StoreException;

  /**
   * Ends the running turn and counts its spending, in the session and in the turn's account.
   *
   * @param rest what it said since {@link #progress}
   * @param reply all its text
   * @param missed whether no socket was attached
   * @return false when that turn runs no more: another node has ended it, and nothing is changed
   */
  boolean finish(
      UUID id,
      int turn,
      List<TurnEntry> rest,
      String reply,
      TurnEnd end,
      boolean missed,
      Instant at)
      throws StoreException;

  /** What the last turn has said as far as it is stored, in order. */
  List<TurnEntry> lastEntries(UUID id) throws StoreException;

  /**
   * What was said in the ended turns, oldest first: message and reply by turns. Of a long history
   * the newest turns that fit the {@link HistoryBudget}.
   */
  List<Turn> history(UUID id) throws StoreException;

  /** What has been spent of an account. */
  Spending spent(Account account) throws StoreException;

  /** Counts what a prompt without a session has cost. */
  void spend(Account account, Spending more) throws StoreException;

  /**
   * The sessions with a turn that nobody goes on with: turns of nodes whose lease has ended, and
   * all that this node has left from before. Called once, before the first turn.
   */
  List<UUID> unfinished() throws StoreException;

  /**
   * The sessions with a turn of another node whose lease has ended; called every few seconds. None
   * by default: a store that one node has for itself learns of nothing while it runs.
   */
  default List<UUID> abandoned() throws StoreException {
    return List.of();
  }

  /** Some sessions without a running turn that nobody has used since an instant. */
  List<UUID> expired(Instant lastActivityBefore, int limit) throws StoreException;

  /** Forgets a session. */
  void delete(UUID id) throws StoreException;
}
