package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.error;
import static dev.deltawire.dialects.agent.AgentRig.id;
import static dev.deltawire.dialects.agent.AgentRig.script;
import static dev.deltawire.dialects.agent.AgentRig.sessionError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.server.TextStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What keeps clients of the agent dialect within their limits, in virtual time")
class AgentLimitsTest {

  private static final String TOO_MANY =
      error("CONCURRENCY_LIMIT", "too many sessions", "{\"limit\":2}");

  private static final Budget AMPLE =
      new Budget(OptionalLong.of(999), OptionalLong.empty(), BudgetWindow.DAY, Instant.EPOCH);

  private final AgentRig rig = AgentRig.create(b -> b.maxConcurrentSessions(2));

  @Test
  void a40_aTurnThatReachesTheBudgetEndsNormally() {
    budget(new Budget(OptionalLong.of(18), OptionalLong.empty(), BudgetWindow.HOUR, Instant.EPOCH));
    Client client = rig.ready();
    client.say("four");
    assertEquals("four", client.result().text());
    client.say("more");
    assertEquals(List.of(exceeded("18", "18")), client.take());
    client.prompt("more");
    assertEquals(List.of(exceeded("18", "18")), client.take());

    rig.node.time.advance(3_599_999);
    client.say("more");
    assertEquals(1, client.take().size());
    rig.node.time.advance(1);
    client.say("a new hour");
    assertEquals("a new hour", client.result().text());
  }

  @Test
  void a40_computeIsTheTurnsDurationAndIsSharedByAllSockets() {
    budget(new Budget(OptionalLong.empty(), OptionalLong.of(2), BudgetWindow.DAY, Instant.EPOCH));
    Client first = rig.ready();
    Client second = rig.ready();
    first.say(script("{'sleep':1500}"));
    rig.node.time.advance(1500);
    second.say(script("{'sleep':1000}"));
    rig.node.time.advance(1000);
    first.say("more");
    assertEquals(List.of(exceeded("2", "2.5")), first.take());
  }

  @Test
  void a40_aBudgetOfNothingAllowsNothing() {
    budget(new Budget(OptionalLong.of(0), OptionalLong.empty(), BudgetWindow.DAY, Instant.EPOCH));
    Client client = rig.ready();
    client.say("x");
    assertEquals(List.of(exceeded("0", "0")), client.take());
  }

  @Test
  void a40_aSessionsBudgetIsItsOwn() {
    Client client = rig.ready("ann", "{\"maxBudgetUsd\":0.000018}");
    client.say("four");
    client.say("more");
    assertEquals(
        List.of(
            error(
                "BUDGET_EXCEEDED",
                "session budget exceeded",
                "{\"scope\":\"session\",\"limit\":0.000018,\"spent\":0.000018}")),
        client.take());
    client.prompt("fine");
    assertEquals("fine", client.result().text());
  }

  @Test
  void a49_attachedAndRunningSessionsAndPromptsCount() {
    Client attached = rig.ready();
    Client prompting = rig.connect("ann");
    prompting.prompt(script("{'sleep':100}"));
    Client third = rig.connect("ann");
    third.send("init", "{}");
    third.prompt("x");
    assertEquals(List.of(TOO_MANY, TOO_MANY), third.take());
    rig.ready("bob", "{}");

    rig.node.time.advance(100);
    third.send("init", "{}");
    assertEquals(2, third.take().size());
    third.lose();
    attached.say("still here");
    assertEquals("still here", attached.result().text());
  }

  @Test
  void a49_aRunningSessionKeepsItsPlaceAndCanBeAttachedAgain() {
    Client first = rig.ready();
    first.say(script("{'sleep':100}"));
    first.lose();
    rig.ready();
    Client third = rig.connect("ann");
    third.send("init", "{}");
    assertEquals(List.of(TOO_MANY), third.take());
    third.send("init", "{\"sessionId\":\"" + id(0) + "\"}");
    assertEquals(2, third.take().size());
    rig.node.time.advance(100);
    third.lose();
    assertEquals(2, rig.connect("ann").connection.frames.size() + freed());
  }

  /** A place is free again. */
  private int freed() {
    Client client = rig.connect("ann");
    client.send("init", "{}");
    return client.take().size();
  }

  @Test
  void a49_aRefusedInitTakesNoPlace() {
    for (int i = 0; i < 5; i++) {
      Client client = rig.connect("ann");
      client.send("init", "{\"sessionId\":\"" + id(77) + "\"}");
      assertEquals(List.of(sessionError("unknown session: " + id(77))), client.take());
      rig.failures.failing.add("create");
      client.send("init", "{}");
      rig.failures.failing.clear();
      assertEquals(List.of(sessionError("internal error")), client.take());
    }
    assertEquals(2, freed());
  }

  @Test
  void a49_x43_aDefectOfTheStoreTakesNoPlace() {
    rig.principals.put("ann", AgentPrincipal.of("ann").withBudget(AMPLE));
    Client known = rig.ready();
    known.lose();
    for (int i = 0; i < 3; i++) {
      breaksWith("create", "init", "{}");
      breaksWith("fork", "init", "{\"sessionId\":\"" + id(0) + "\",\"forkSession\":true}");
      breaksWith("attach", "init", "{\"sessionId\":\"" + id(0) + "\"}");
      breaksWith("spent", "prompt", "{\"message\":\"x\"}");
    }
    assertEquals(2, freed());
    assertEquals(2, freed());
  }

  @Test
  void a49_x43_aPromptWhoseOutputCanNotBeOpenedTakesNoPlace() {
    for (int i = 0; i < 3; i++) {
      Client client = rig.connect("ann");
      client.connection.defectOfJoin = new IllegalStateException("a defect");
      assertThrows(IllegalStateException.class, () -> client.prompt("x"));
      client.lose();
    }
    assertEquals(2, freed());
    assertEquals(3, rig.node.streams.newest.size());
    assertTrue(rig.node.streams.newest.values().stream().allMatch(TextStream::ended));
  }

  /** A frame that meets a defect of the store, for which its socket is closed. */
  private void breaksWith(String method, String type, String payload) {
    Client client = rig.connect("ann");
    rig.failures.defective.add(method);
    assertThrows(IllegalStateException.class, () -> client.send(type, payload));
    rig.failures.defective.clear();
    client.lose();
  }

  @Test
  void a53_theRateIsAMinutesAndOneIdentitys() {
    AgentRig slow = AgentRig.create(b -> b.turnsPerMinute(2));
    Client client = slow.ready();
    client.say("one");
    slow.node.time.advance(20_000);
    client.prompt("two");
    client.say("three");
    assertEquals(
        List.of(error("RATE_LIMIT", "too many turns", "{\"retry_after_ms\":40000}")),
        client.take());
    Client bob = slow.ready("bob", "{}");
    bob.say("mine");
    assertEquals("mine", bob.result().text());
    slow.node.time.advance(40_000);
    client.say("four");
    assertEquals("four", client.result().text());
  }

  @Test
  void a43_a50_sessionsExpireAfterTheirLastActivity() throws Exception {
    Client client = rig.ready();
    client.say("hello");
    rig.node.time.advance(6L * 86_400_000);
    client.lose();
    Client back = rig.ready("ann", "{\"sessionId\":\"" + id(0) + "\"}");
    back.lose();
    rig.node.time.advance(7L * 86_400_000 + 1);
    Client late = rig.connect("ann");
    late.send("init", "{\"sessionId\":\"" + id(0) + "\"}");
    assertEquals(List.of(sessionError("unknown session: " + id(0))), late.take());
    rig.node.time.advance(600_000);
    assertTrue(rig.store.find(id(0)).isEmpty(), "it has been forgotten");
  }

  @Test
  void x69_a50_anAttachedSessionIsNotForgotten() throws Exception {
    Client client = rig.ready();
    rig.node.time.advance(8L * 86_400_000);
    assertTrue(rig.store.find(id(0)).isPresent());
    client.say("still here");
    assertEquals("still here", client.result().text());
  }

  private void budget(Budget budget) {
    rig.principals.put("ann", AgentPrincipal.of("ann").withBudget(budget));
  }

  private static String exceeded(String limit, String spent) {
    return error(
        "BUDGET_EXCEEDED",
        "token budget exceeded",
        "{\"scope\":\"token\",\"limit\":" + limit + ",\"spent\":" + spent + "}");
  }
}
