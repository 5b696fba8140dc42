package dev.deltawire.tck.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.agent.Account;
import dev.deltawire.dialects.agent.AgentIdentity;
import dev.deltawire.dialects.agent.AgentStore;
import dev.deltawire.dialects.agent.BudgetWindow;
import dev.deltawire.dialects.agent.Spending;
import dev.deltawire.dialects.agent.StoredSession;
import dev.deltawire.dialects.agent.StoredTurn;
import dev.deltawire.dialects.agent.TurnEnd;
import dev.deltawire.dialects.agent.TurnEntry;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ExecuteIn;
import dev.deltawire.model.agent.McpServer;
import dev.deltawire.model.agent.SystemPrompt;
import dev.deltawire.model.agent.ToolDef;
import dev.deltawire.model.agent.TurnOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of the agent dialect must do. */
public abstract class AgentStoreContract {

  private static final AgentIdentity ANN = new AgentIdentity("idp", "ann");
  private static final Instant T0 = Instant.parse("2026-04-23T14:02:10.123Z");
  private static final Account DAY = new Account(ANN, BudgetWindow.DAY, Instant.EPOCH);
  private static final RawJson INPUT =
      RawJson.ofValidated("{\"city\":\"Paris\"}".getBytes(StandardCharsets.UTF_8));

  private final UUID id = UUID.randomUUID();

  /** For extension. */
  protected AgentStoreContract() {}

  /** The store under test, empty before each test. */
  protected abstract AgentStore store();

  @Test
  void a50_aSessionIsFoundAsItWasCreatedWithAllItsOptions() throws StoreException {
    ToolDef tool = new ToolDef("t", "d", INPUT, ExecuteIn.SERVER);
    AgentOptions options =
        new AgentOptions(
            "m",
            new SystemPrompt.Preset("p", null),
            5,
            List.of(tool),
            List.of(new McpServer("s", null, List.of())),
            List.of("t"),
            List.of(),
            0.25);
    StoredSession session = StoredSession.fresh(id, ANN, options, T0);
    store().create(session);
    assertEquals(Optional.of(session), store().find(id));
    assertEquals(Optional.empty(), store().find(UUID.randomUUID()));
  }

  @Test
  void a43_attachingReplacesOptionsAndIsAnActivity() throws StoreException {
    StoredSession session = created();
    AgentOptions other = new AgentOptions("other", null, null, null, null, null, null, null);
    store().attach(id, other, T0.plusSeconds(5));
    assertEquals(Optional.of(session.attached(other, T0.plusSeconds(5))), store().find(id));
  }

  @Test
  void a50_aTurnIsKeptFromItsBeginningToItsEnd() throws StoreException {
    StoredSession session = created();
    StoredTurn turn = turn(1, "hello");
    store().begin(id, turn);
    StoredSession begun = session.begun(turn);
    assertEquals(Optional.of(begun), store().find(id));
    assertEquals(List.of(), store().history(id));

    List<TurnEntry> first = List.of(new TurnEntry.Thinking("hm"), new TurnEntry.Text("a\u0000"));
    store().progress(id, 1, first, T0.plusSeconds(1));
    TurnEntry use = new TurnEntry.ToolUse("call_1", "t", INPUT);
    TurnEnd end = end(7, 1500);
    assertTrue(store().finish(id, 1, List.of(use), "a\u0000", end, true, T0.plusSeconds(2)));

    assertEquals(Optional.of(begun.ended(end, true, T0.plusSeconds(2))), store().find(id));
    assertEquals(List.of(first.get(0), first.get(1), use), store().lastEntries(id));
    assertEquals(
        List.of(new Turn(Role.USER, "hello"), new Turn(Role.ASSISTANT, "a\u0000")),
        store().history(id));
  }

  @Test
  void a48_aMissedTurnIsMissedUntilSomebodyAttaches() throws StoreException {
    created();
    play(1, "q", "a", true);
    assertTrue(lastTurn().missed());
    store().attach(id, AgentOptions.NONE, T0);
    assertFalse(lastTurn().missed());
  }

  @Test
  void a48_onlyTheLastTurnIsKeptForAReplay() throws StoreException {
    created();
    play(1, "q1", "a1", false);
    store().begin(id, turn(2, "q2"));
    assertEquals(List.of(), store().lastEntries(id));
    assertEquals(2, lastTurn().number());
    assertEquals(2, store().history(id).size());
  }

  @Test
  void a50_aTurnThatRunsNoMoreIsNotChanged() throws StoreException {
    created();
    play(1, "q", "a", false);
    Optional<StoredSession> before = store().find(id);
    store().progress(id, 1, List.of(new TurnEntry.Text("late")), T0.plusSeconds(9));
    assertFalse(store().finish(id, 1, List.of(), "late", end(1, 1), true, T0.plusSeconds(9)));
    assertEquals(before, store().find(id));
    assertEquals(List.of(new TurnEntry.Text("a")), store().lastEntries(id));
    assertEquals(new Spending(5, 10), store().spent(DAY));
  }

  @Test
  void a44_aForkHasACopyOfWhatWasSaidInEndedTurns() throws StoreException {
    created();
    play(1, "q1", "a1", true);
    store().begin(id, turn(2, "running"));
    UUID copyId = UUID.randomUUID();
    StoredSession copy =
        store().find(id).orElseThrow().forkedAs(copyId, AgentOptions.NONE, T0.plusSeconds(3));
    store().fork(id, copy);

    assertEquals(Optional.of(copy), store().find(copyId));
    assertEquals(Optional.empty(), copy.lastTurn());
    assertEquals(
        List.of(new Turn(Role.USER, "q1"), new Turn(Role.ASSISTANT, "a1")),
        store().history(copyId));
    assertEquals(List.of(), store().lastEntries(copyId));
    store().begin(copyId, turn(2, "mine"));
    store().finish(copyId, 2, List.of(), "r", end(1, 1), false, T0);
    assertEquals(4, store().history(copyId).size());
    assertEquals(2, store().history(id).size(), "the original is untouched");
    assertEquals(Optional.empty(), lastTurn().end());
  }

  @Test
  void a43_ofALongHistoryTheNewestTurnsAreRead() throws StoreException {
    created();
    String half = "x".repeat((int) HistoryBudget.CHARACTERS / 2);
    play(1, "forgotten", half, false);
    play(2, "kept", half, false);
    play(3, "newest", "a", false);
    List<String> texts = store().history(id).stream().map(Turn::text).toList();
    assertEquals(List.of("newest", "a"), texts.subList(texts.size() - 2, texts.size()));
    assertEquals("kept", texts.get(0));
    assertEquals(4, texts.size());

    play(4, "more than a read holds", half + half, false);
    assertEquals(2, store().history(id).size(), "one exchange at least");
  }

  @Test
  void a40_spendingIsCountedByIdentityAndWindow() throws StoreException {
    created();
    assertEquals(Spending.NONE, store().spent(DAY));
    play(1, "q", "a", false);
    store().spend(DAY, new Spending(1, 2));
    assertEquals(new Spending(6, 12), store().spent(DAY));
    assertEquals(Spending.NONE, store().spent(new Account(ANN, BudgetWindow.WEEK, Instant.EPOCH)));
    assertEquals(Spending.NONE, store().spent(new Account(ANN, BudgetWindow.DAY, T0)));
    assertEquals(
        Spending.NONE,
        store().spent(new Account(AgentIdentity.of("ann"), BudgetWindow.DAY, Instant.EPOCH)));
    assertEquals(new Spending(5, 10), store().find(id).orElseThrow().spending());
  }

  @Test
  void x61_turnsThatNobodyGoesOnWithAreFound() throws StoreException {
    created();
    assertEquals(List.of(), store().unfinished());
    store().begin(id, turn(1, "q"));
    assertEquals(List.of(id), store().unfinished());
    assertEquals(List.of(), store().abandoned(), "this node is alive");
    store().finish(id, 1, List.of(), "", end(0, 0), true, T0);
    assertEquals(List.of(), store().unfinished());
  }

  @Test
  void a50_sessionsExpireUnlessATurnRuns() throws StoreException {
    created();
    assertEquals(List.of(), store().expired(T0, 10));
    assertEquals(List.of(id), store().expired(T0.plusMillis(1), 10));
    assertEquals(List.of(), store().expired(T0.plusMillis(1), 0));
    store().begin(id, turn(1, "q"));
    assertEquals(List.of(), store().expired(T0.plusSeconds(60), 10));
    store().finish(id, 1, List.of(), "", end(0, 0), true, T0);

    store().delete(id);
    assertEquals(Optional.empty(), store().find(id));
    assertEquals(List.of(), store().expired(T0.plusSeconds(60), 10));
    assertThrows(StoreException.class, () -> store().attach(id, AgentOptions.NONE, T0));
    assertThrows(StoreException.class, () -> store().begin(id, turn(1, "q")));
  }

  private StoredSession created() throws StoreException {
    StoredSession session = StoredSession.fresh(id, ANN, AgentOptions.NONE, T0);
    store().create(session);
    return session;
  }

  private void play(int number, String message, String reply, boolean missed)
      throws StoreException {
    store().begin(id, turn(number, message));
    List<TurnEntry> entries = List.of(new TurnEntry.Text(reply));
    store().finish(id, number, entries, reply, end(5, 10), missed, T0.plusSeconds(1));
  }

  private StoredTurn lastTurn() throws StoreException {
    return store().find(id).orElseThrow().lastTurn().orElseThrow();
  }

  private static StoredTurn turn(int number, String message) {
    return new StoredTurn(number, message, T0, DAY, Optional.empty(), false);
  }

  private static TurnEnd end(long picoUsd, long millis) {
    return new TurnEnd(
        TurnOutcome.SUCCESS, Optional.empty(), new Usage(3, 4), new Spending(picoUsd, millis));
  }
}
