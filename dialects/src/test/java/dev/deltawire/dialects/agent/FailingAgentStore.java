package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A store in memory of which chosen operations fail. */
final class FailingAgentStore implements AgentStore {

  final Set<String> failing = new HashSet<>();
  private final MemoryAgentStore store = MemoryAgentStore.create();

  private void check(String operation) throws StoreException {
    if (failing.contains(operation)) {
      throw StoreException.of("no " + operation, new IOException());
    }
  }

  @Override
  public void create(StoredSession session) throws StoreException {
    check("create");
    store.create(session);
  }

  @Override
  public void fork(UUID source, StoredSession copy) throws StoreException {
    check("fork");
    store.fork(source, copy);
  }

  @Override
  public Optional<StoredSession> find(UUID id) throws StoreException {
    check("find");
    return store.find(id);
  }

  @Override
  public void attach(UUID id, AgentOptions options, Instant at) throws StoreException {
    check("attach");
    store.attach(id, options, at);
  }

  @Override
  public void begin(UUID id, StoredTurn turn) throws StoreException {
    check("begin");
    store.begin(id, turn);
  }

  @Override
  public void progress(UUID id, int turn, List<TurnEntry> more, Instant at) throws StoreException {
    check("progress");
    store.progress(id, turn, more, at);
  }

  @Override
  public boolean finish(
      UUID id,
      int turn,
      List<TurnEntry> rest,
      String reply,
      TurnEnd end,
      boolean missed,
      Instant at)
      throws StoreException {
    check("finish");
    return store.finish(id, turn, rest, reply, end, missed, at);
  }

  @Override
  public List<TurnEntry> lastEntries(UUID id) throws StoreException {
    check("lastEntries");
    return store.lastEntries(id);
  }

  @Override
  public List<Turn> history(UUID id) throws StoreException {
    check("history");
    return store.history(id);
  }

  @Override
  public Spending spent(Account account) throws StoreException {
    check("spent");
    return store.spent(account);
  }

  @Override
  public void spend(Account account, Spending more) throws StoreException {
    check("spend");
    store.spend(account, more);
  }

  @Override
  public List<UUID> unfinished() throws StoreException {
    check("unfinished");
    return store.unfinished();
  }

  @Override
  public List<UUID> expired(Instant lastActivityBefore, int limit) throws StoreException {
    check("expired");
    return store.expired(lastActivityBefore, limit);
  }

  @Override
  public void delete(UUID id) throws StoreException {
    check("delete");
    store.delete(id);
  }
}
