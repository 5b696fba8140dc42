package dev.deltawire.dialects.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.Usage;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.TurnOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of every store: a bound on memory. */
final class MemoryAgentStoreTest {

  private static final AgentIdentity ANN = AgentIdentity.of("ann");
  private static final Account ACCOUNT = new Account(ANN, BudgetWindow.LIFETIME, Instant.EPOCH);

  private final MemoryAgentStore store = MemoryAgentStore.ofSize(10_000);

  @Test
  void a50_theOldestSessionsAreForgottenButNoneThatRuns() throws StoreException {
    UUID running = create(0);
    store.begin(running, turn());
    UUID idle = create(1);
    for (int i = 2; i < 40; i++) {
      store.progress(create(i), 1, List.of(), Instant.EPOCH);
    }
    assertTrue(store.find(running).isPresent());
    assertEquals(Optional.empty(), store.find(idle));
    assertTrue(store.find(AgentRig.id(39)).isPresent());
    assertThrows(StoreException.class, () -> store.history(idle));
  }

  @Test
  void a50_whatWasSaidCounts() throws StoreException {
    UUID first = create(0);
    UUID second = create(1);
    store.begin(second, turn());
    TurnEnd end =
        new TurnEnd(TurnOutcome.SUCCESS, Optional.empty(), new Usage(0, 0), Spending.NONE);
    store.finish(second, 1, List.of(), "x".repeat(9_000), end, false, Instant.EPOCH);
    assertEquals(Optional.empty(), store.find(first));
    assertTrue(store.find(second).isPresent());
    store.delete(second);
    UUID third = create(2);
    create(3);
    assertTrue(store.find(third).isPresent(), "there is room again");
  }

  private UUID create(int number) {
    UUID id = AgentRig.id(number);
    store.create(StoredSession.fresh(id, ANN, AgentOptions.NONE, Instant.EPOCH));
    return id;
  }

  private static StoredTurn turn() {
    return StoredTurn.begun(1, "q", Instant.EPOCH, ACCOUNT);
  }
}
