package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.error;
import static dev.deltawire.dialects.agent.AgentRig.id;
import static dev.deltawire.dialects.agent.AgentRig.script;
import static dev.deltawire.dialects.agent.AgentRig.sessionError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Prompt.Directions;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.model.agent.TurnOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("States of the agent dialect's sockets, in virtual time")
class AgentSessionTest {

  private static final String READY = "{\"type\":\"control\",\"payload\":{\"action\":\"ready\"}}";

  private final AgentRig rig = AgentRig.create();

  @Test
  void a25_initIsAnsweredBySessionInfoAndThenReady() {
    Client client = rig.connect("ann");
    client.send("init", "{\"model\":\"m\",\"tools\":[{\"name\":\"t\"}]}");

    assertEquals(
        List.of(
            "{\"type\":\"control\",\"payload\":{\"action\":\"session_info\",\"data\":{"
                + "\"sessionId\":\"00000000-0000-0000-0000-000000000000\",\"state\":\"ready\","
                + "\"messageCount\":0,\"createdAt\":\"1970-01-01T00:00:00.000Z\","
                + "\"lastActivityAt\":\"1970-01-01T00:00:00.000Z\",\"model\":\"m\","
                + "\"tools\":[\"t\"]}}}",
            READY),
        client.take());
  }

  @Test
  void a25_aSecondInitIsRefusedAndAFailedOneMayBeTriedAgain() {
    Client client = rig.connect("ann");
    client.send("init", "{\"tools\":[{\"name\":\"no.such\",\"executeIn\":\"server\"}]}");
    assertEquals(
        List.of(error("VALIDATION_ERROR", "no such server tool: no.such", "{\"field\":\"tools\"}")),
        client.take());

    client.send("init", "{}");
    assertEquals(2, client.take().size());
    client.send("init", "{}");
    assertEquals(List.of(sessionError("session already initialized")), client.take());
  }

  @Test
  void a24_a52_messagesAndEndInputNeedASession() {
    Client client = rig.connect("ann");
    client.say("hello");
    client.control("end_input");
    client.control("interrupt");
    assertEquals(
        List.of(sessionError("session not initialized"), sessionError("session not initialized")),
        client.take());
    assertTrue(client.connection.isOpen());
  }

  @Test
  void a26_aPromptNeedsNoSessionAndChangesNone() throws Exception {
    Client client = rig.connect("ann");
    client.prompt("one two");
    assertEquals("one two", client.result().text());
    assertEquals(1, client.result().turnCount());
    client.say("hello");
    assertEquals(List.of(sessionError("session not initialized")), client.take());

    client.send("init", "{}");
    client.take();
    client.say("first");
    StoredSession before = rig.store.find(id(1)).orElseThrow();
    client.prompt("aside");
    assertEquals("aside", client.result().text());
    assertEquals(before, rig.store.find(id(1)).orElseThrow());
    client.say("second");
    assertEquals(2, client.result().turnCount());
  }

  @Test
  void a26_a43_aPromptsIdCanNotBeResumed() {
    Client client = rig.connect("ann");
    client.prompt("hi");
    assertEquals(id(0), client.result().sessionId());
    client.send("init", "{\"sessionId\":\"" + id(0) + "\"}");
    assertEquals(List.of(sessionError("unknown session: " + id(0))), client.take());
  }

  @Test
  void a27_oneTurnAtATime() {
    Client client = rig.ready();
    client.say(script("{'say':'a'},{'sleep':100},{'say':'b'}"));
    client.say("too early");
    client.prompt("too early");
    String refusal = sessionError("turn in progress");
    assertEquals(List.of(refusal, refusal), client.take());
    rig.node.time.advance(100);
    assertEquals("ab", client.result().text());

    client.prompt(script("{'sleep':100}"));
    client.prompt("too early");
    client.say("too early");
    assertEquals(List.of(refusal, refusal), client.take());
    rig.node.time.advance(100);
    client.say("now");
    assertEquals("now", client.result().text());
  }

  @Test
  void a35_closeEndsTheTurnAndThenTheSocket() {
    Client client = rig.ready();
    client.say(script("{'say':'part'},{'sleep':100},{'say':'never'}"));
    client.control("close");

    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
    assertEquals("part", client.result().text());
    assertEquals("1000 session closed", client.connection.closed);
  }

  @Test
  void a35_closeWithoutATurnOrASessionClosesAtOnce() {
    Client idle = rig.ready();
    idle.control("close");
    assertEquals("1000 session closed", idle.connection.closed);

    Client connected = rig.connect("ann");
    connected.control("close");
    assertEquals("1000 session closed", connected.connection.closed);
  }

  @Test
  void a36_endInputLetsTheTurnEndAndRefusesMore() {
    Client client = rig.ready();
    client.say(script("{'say':'a'},{'sleep':100},{'say':'b'}"));
    client.control("end_input");
    client.say("more");
    client.prompt("more");
    String refusal = sessionError("input ended");
    assertEquals(List.of(refusal, refusal), client.take());
    assertTrue(client.connection.isOpen());

    rig.node.time.advance(100);
    assertEquals("ab", client.result().text());
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());
    assertEquals("1000 session closed", client.connection.closed);

    Client idle = rig.ready();
    idle.control("end_input");
    assertEquals("1000 session closed", idle.connection.closed);
  }

  @Test
  void a37_interruptEndsTheTurnAndTheSessionIsReady() {
    Client client = rig.ready("ann", "{\"tools\":[{\"name\":\"t\"}]}");
    client.say(script("{'say':'part'},{'tool':'t','input':{}},{'say':'never'}"));
    client.control("interrupt");
    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
    assertEquals("part", client.result().text());
    assertTrue(client.connection.isOpen());

    client.control("interrupt");
    assertEquals(List.of(), client.take());
    client.say("again");
    assertEquals("again", client.result().text());
  }

  @Test
  void a38_pingIsAnsweredInEveryStateAndInMidTurn() {
    Client client = rig.connect("ann");
    client.send("ping", "{\"timestamp\":1.50}");
    String pong = "{\"type\":\"pong\",\"payload\":{\"timestamp\":1.50}}";
    assertEquals(List.of(pong), client.take());
    client.send("init", "{}");
    client.take();
    client.say(script("{'sleep':100}"));
    client.send("ping", "{\"timestamp\":1.50}");
    assertEquals(List.of(pong), client.take());
    client.sendRaw("{\"type\":\"pong\"}");
    assertEquals(List.of(), client.take());
  }

  @Test
  void a39_maxTurnsMessagesAreAccepted() {
    Client client = rig.ready("ann", "{\"maxTurns\":2}");
    client.say("one");
    client.say("two");
    assertEquals(2, client.result().turnCount());
    client.say("three");
    assertEquals(List.of(sessionError("maxTurns reached")), client.take());
    assertEquals("two", client.result().text());
  }

  @Test
  void a54_anEngineThatStartsNoSessionLeavesTheSocketConnected() {
    AgentRig picky =
        AgentRig.create(
            builder ->
                builder.engine(
                    new EngineStub() {
                      @Override
                      public Optional<String> refuse(Directions directions) {
                        return directions.model().filter("none"::equals).map(m -> "no such model");
                      }
                    }));
    Client client = picky.connect("ann");
    client.send("init", "{\"model\":\"none\"}");
    assertEquals(List.of(sessionError("no such model")), client.take());
    client.send("init", "{\"model\":\"some\"}");
    assertEquals(2, client.take().size());
  }

  @Test
  void a51_x43_aFailingStoreIsAnInternalError() {
    Client client = rig.connect("ann");
    rig.failures.failing.add("create");
    client.send("init", "{}");
    assertEquals(List.of(sessionError("internal error")), client.take());
    rig.failures.failing.clear();
    client.send("init", "{}");
    assertEquals(2, client.take().size());

    rig.failures.failing.add("begin");
    client.say("lost");
    assertEquals(List.of(sessionError("internal error")), client.take());
    assertTrue(client.connection.joined.isEmpty());
    rig.failures.failing.clear();
    client.say("kept");
    assertEquals(1, client.result().turnCount());
    assertEquals(2, rig.node.errors.size());
  }

  @Test
  void x43_x62_aResultThatCannotBeStoredIsNotReportedAsOne() {
    aTurnEndsInFailureAndTheNextOneRuns(rig.failures.failing);
  }

  @Test
  void x43_aDefectOfTheStoreEndsTheTurnToo() {
    aTurnEndsInFailureAndTheNextOneRuns(rig.failures.defective);
  }

  @Test
  void x43_aStoreThatCannotBeLinkedEndsTheTurnToo() {
    aTurnEndsInFailureAndTheNextOneRuns(rig.failures.unlinked);
  }

  @Test
  void x43_aTextThatCannotBeReadEndsTheTurnTooAndTheNextOneRuns() {
    Client client = rig.ready();
    client.say(script("{'sleep':100}"));
    theTextCannotBeRead(rig, client);
    client.say("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void a49_x43_aTextThatCannotBeReadEndsThePromptTooAndTheNextOneRuns() {
    AgentRig narrow = AgentRig.create(b -> b.maxConcurrentSessions(1));
    Client client = narrow.connect("ann");
    client.prompt(script("{'sleep':100}"));
    theTextCannotBeRead(narrow, client);
    client.prompt("next");
    assertEquals("next", client.result().text());
  }

  private static void theTextCannotBeRead(AgentRig rig, Client client) {
    client.stream().unreadable = true;
    rig.node.time.advance(100);
    assertEquals("internal error", client.result().error());
    assertEquals(1, rig.node.errors.size());
  }

  private void aTurnEndsInFailureAndTheNextOneRuns(Set<String> trouble) {
    Client client = rig.ready();
    trouble.add("finish");
    client.say("hello");
    assertEquals(TurnOutcome.ERROR, client.result().outcome());
    assertEquals("internal error", client.result().error());
    trouble.clear();
    client.say("next");
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());
    assertFalse(rig.node.errors.isEmpty());
  }
}
