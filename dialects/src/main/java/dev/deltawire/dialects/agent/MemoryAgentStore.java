package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A store that lasts as long as the process.
 *
 * <p>Its sessions take so much of the heap at most, all in all; above that, those used longest ago
 * are forgotten, as if they had expired.
 */
public final class MemoryAgentStore implements AgentStore {

  /** The share of the heap from which on sessions are forgotten, a byte a character. */
  private static final int SHARE = 16;

  /** Sessions that are looked at, for one to forget, when something is added. */
  private static final int LOOKS = 8;

  private final long maxSize;

  /** The one that was used longest ago comes first. */
  private final LinkedHashMap<UUID, MemorySession> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<Account, Spending> accounts = new HashMap<>();
  private long size;

  private MemoryAgentStore(long maxSize) {
    this.maxSize = maxSize;
  }

  /** An empty store. */
  public static MemoryAgentStore create() {
    return ofSize(Runtime.getRuntime().maxMemory() / SHARE);
  }

  /** An empty store for so many characters. */
  static MemoryAgentStore ofSize(long maxSize) {
    return new MemoryAgentStore(maxSize);
  }

  @Override
  public synchronized void create(StoredSession session) {
    add(new MemorySession(session, List.of()));
  }

  @Override
  public synchronized void fork(UUID source, StoredSession copy) throws StoreException {
    add(new MemorySession(copy, session(source).history()));
  }

  @Override
  public synchronized Optional<StoredSession> find(UUID id) {
    return Optional.ofNullable(sessions.get(id)).map(MemorySession::stored);
  }

  @Override
  public synchronized void attach(UUID id, AgentOptions options, Instant at) throws StoreException {
    session(id).attach(options, at);
  }

  @Override
  public synchronized void begin(UUID id, StoredTurn turn) throws StoreException {
    resize(session(id), session -> session.begin(turn));
  }

  @Override
  public synchronized void progress(UUID id, int turn, List<TurnEntry> more, Instant at)
      throws StoreException {
    resize(session(id), session -> session.progress(turn, more, at));
  }

  @Override
  public synchronized boolean finish(
      UUID id,
      int turn,
      List<TurnEntry> rest,
      String reply,
      TurnEnd end,
      boolean missed,
      Instant at)
      throws StoreException {
    MemorySession session = session(id);
    boolean running = session.runs(turn);
    if (running) {
      spend(session.stored().lastTurn().orElseThrow().account(), end.spending());
      resize(
          session,
          ended -> {
            ended.progress(turn, rest, at);
            ended.finish(reply, end, missed, at);
          });
    }
    return running;
  }

  @Override
  public synchronized List<TurnEntry> lastEntries(UUID id) throws StoreException {
    return session(id).lastEntries();
  }

  @Override
  public synchronized List<Turn> history(UUID id) throws StoreException {
    return session(id).recentHistory();
  }

  @Override
  public synchronized Spending spent(Account account) {
    return accounts.getOrDefault(account, Spending.NONE);
  }

  @Override
  public synchronized void spend(Account account, Spending more) {
    accounts.merge(account, more, Spending::plus);
  }

  @Override
  public synchronized List<UUID> unfinished() {
    return sessions.values().stream()
        .filter(MemorySession::running)
        .map(session -> session.stored().id())
        .toList();
  }

  @Override
  public synchronized List<UUID> expired(Instant lastActivityBefore, int limit) {
    return sessions.values().stream()
        .filter(session -> !session.running())
        .map(MemorySession::stored)
        .filter(stored -> stored.lastActivityAt().isBefore(lastActivityBefore))
        .map(StoredSession::id)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void delete(UUID id) {
    MemorySession deleted = sessions.remove(id);
    size -= deleted == null ? 0 : deleted.size();
  }

  private void add(MemorySession session) {
    sessions.put(session.stored().id(), session);
    size += session.size();
    forgetOldest(session);
  }

  private void resize(MemorySession session, Consumer<MemorySession> change) {
    size -= session.size();
    change.accept(session);
    size += session.size();
    forgetOldest(session);
  }

  /** Forgets what does not fit; what can't be forgotten now is looked at again last. */
  private void forgetOldest(MemorySession current) {
    for (int i = 0; size > maxSize && i < LOOKS; i++) {
      UUID oldest = sessions.keySet().iterator().next();
      MemorySession session = sessions.get(oldest); // which makes it the newest
      if (!session.running() && session != current) {
        delete(oldest);
      }
    }
  }

  private MemorySession session(UUID id) throws StoreException {
    MemorySession session = sessions.get(id);
    if (session == null) {
      throw StoreException.noRoom("the session is forgotten");
    }
    return session;
  }
}
