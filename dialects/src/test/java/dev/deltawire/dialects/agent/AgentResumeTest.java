package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.error;
import static dev.deltawire.dialects.agent.AgentRig.id;
import static dev.deltawire.dialects.agent.AgentRig.script;
import static dev.deltawire.dialects.agent.AgentRig.sessionError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.dialects.internal.TakenTurns;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.model.agent.TurnOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sessions of the agent dialect that go on elsewhere or later, in virtual time")
class AgentResumeTest {

  private static final String RESUME = "{\"sessionId\":\"" + id(0) + "\"}";
  private static final String TOOL = "{\"tools\":[{\"name\":\"t\"}]}";

  private final AgentRig rig = AgentRig.create();

  @Test
  void a43_fieldsGivenNowReplaceStoredOnes() throws Exception {
    Client first = rig.ready("ann", "{\"model\":\"m\",\"maxTurns\":7}");
    first.lose();
    rig.ready("ann", "{\"model\":\"n\",\"sessionId\":\"" + id(0) + "\"}");
    assertEquals("n", rig.store.find(id(0)).orElseThrow().options().model());
    assertEquals(7, rig.store.find(id(0)).orElseThrow().options().maxTurns());
  }

  @Test
  void a44_aForkLeavesARunningTurnToTheOriginal() throws Exception {
    Client first = rig.ready();
    first.say("q");
    first.say(script("{'sleep':100},{'say':'a2'}"));
    Client fork = rig.ready("ann", "{\"sessionId\":\"" + id(0) + "\",\"forkSession\":true}");
    assertTrue(first.connection.isOpen());
    fork.say("mine");
    assertEquals(2, fork.result().turnCount());
    rig.node.time.advance(100);
    assertEquals("a2", first.result().text());
    List<Turn> common = List.of(new Turn(Role.USER, "q"), new Turn(Role.ASSISTANT, "q"));
    assertEquals(common, rig.store.history(id(0)).subList(0, 2));
    assertEquals(common, rig.store.history(fork.result().sessionId()).subList(0, 2));
  }

  @Test
  void a45_theFormerSocketIsTold() {
    Client first = rig.ready();
    Client second = rig.ready("ann", RESUME);
    assertEquals(List.of(sessionError("session attached elsewhere")), first.take());
    assertEquals("1008 session attached elsewhere", first.connection.closed);
    first.lose();
    second.say("mine now");
    assertEquals("mine now", second.result().text());
  }

  @Test
  void a46_theRunningTurnIsReplayedAndGoesOn() {
    Client first = rig.ready("ann", TOOL);
    first.say(script("{'think':'hm'},{'say':'a'},{'tool':'t','input':{}},{'result':true}"));
    String call = ((ToolUse) first.entries().get(2)).id();
    Client second = rig.connect("ann");
    second.send("init", RESUME);
    assertTrue(second.take().get(0).contains("\"state\":\"waiting_tool\""));
    assertSame(first.stream(), second.stream());
    second.answer(call, "b");
    assertEquals("ab", second.result().text());
  }

  @Test
  void a46_aBadOffsetChangesNothing() throws Exception {
    Client first = rig.ready("ann", "{\"model\":\"m\"}");
    first.say(script("{'say':'abc'},{'sleep':100}"));
    Client second = rig.connect("ann");
    second.send("init", "{\"sessionId\":\"" + id(0) + "\",\"resumeOffset\":4,\"model\":\"n\"}");
    assertEquals(
        List.of(error("VALIDATION_ERROR", "invalid resumeOffset", "{\"field\":\"resumeOffset\"}")),
        second.take());
    assertTrue(first.connection.isOpen());
    assertEquals("m", rig.store.find(id(0)).orElseThrow().options().model());
  }

  @Test
  void a46_anOffsetIntoNothingIsZero() {
    rig.ready().lose();
    Client second = rig.connect("ann");
    second.send("init", "{\"sessionId\":\"" + id(0) + "\",\"resumeOffset\":1}");
    assertEquals(1, second.take().size());
    second.send("init", "{\"sessionId\":\"" + id(0) + "\",\"resumeOffset\":0}");
    assertEquals(2, second.take().size());
  }

  @Test
  void a47_withoutASocketATurnGoesOnForAWhile() {
    Client client = rig.ready();
    client.say(script("{'say':'a'},{'sleep':600000}"));
    client.lose();
    rig.node.time.advance(59_999);
    assertFalse(client.ended());
    rig.node.time.advance(1);
    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
    assertEquals("a", client.result().text());
  }

  @Test
  void a47_whoComesBackInTimeStopsTheClock() {
    Client client = rig.ready();
    client.say(script("{'say':'a'},{'sleep':120000},{'say':'b'}"));
    client.lose();
    rig.node.time.advance(59_999);
    Client back = rig.ready("ann", RESUME);
    rig.node.time.advance(120_000);
    assertEquals("ab", back.result().text());
    assertEquals(TurnOutcome.SUCCESS, back.result().outcome());
  }

  @Test
  void a34_a47_openCallsKeepTheirTimersWithoutASocket() {
    AgentRig patient = AgentRig.create(b -> b.detachTimeout(Duration.ofHours(1)));
    Client client = patient.ready("ann", TOOL);
    client.say(script("{'tool':'t','input':{}},{'result':true}"));
    client.lose();
    patient.node.time.advance(120_000);
    assertEquals("error: tool timed out", client.result().text());
  }

  @Test
  void a47_aPromptWithoutASocketIsInterruptedToo() {
    Client client = rig.connect("ann");
    client.prompt(script("{'sleep':600000}"));
    client.lose();
    rig.node.time.advance(60_000);
    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
  }

  @Test
  void a48_aMissedTurnIsReplayedFromTheStoreIfTheServerKeepsItNoMore() throws Exception {
    Client client = rig.ready();
    client.say(
        script(
            "{'think':'hm'},{'say':'a'},{'sleep':700},{'say':'b'},"
                + "{'tool':'builtin.echo','input':{'text':'c'}},{'result':true}"));
    client.lose();
    rig.node.time.advance(2000);
    List<Object> heard = client.entries();
    rig.node.streams.newest.clear();

    Client back = rig.ready("ann", RESUME);
    assertEquals(new Thinking("hm"), back.entries().get(0));
    assertEquals(heard.get(heard.size() - 1), back.result());
    assertEquals(heard.size(), back.entries().size());
    back.lose();
    Client again = rig.ready("ann", RESUME);
    assertTrue(again.connection.joined.isEmpty(), "it is replayed once");
  }

  @Test
  void a48_aReplayFromTheStoreWaitsForItsTurn() throws Exception {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    client.lose();
    rig.node.time.advance(100);
    rig.node.streams.newest.clear();
    Client back = rig.connect("ann");
    TakenTurns.awaitedBy("replay", () -> back.send("init", RESUME));
    assertEquals(1, back.connection.aside);
    assertEquals("whole", back.result().text());
  }

  @Test
  void a46_whoResumesAnEndedTurnKeepsNobodyOfTheSessionWaiting() throws Exception {
    Client first = rig.ready();
    first.say("whole");
    first.result();
    rig.node.streams.forgetful = true;
    rig.node.streams.opened = 0;
    Client back = rig.connect("ann");
    String resume = "{\"sessionId\":\"" + id(0) + "\",\"resumeOffset\":2}";
    TakenTurns.awaitedBy(
        "replay", () -> back.send("init", resume), () -> first.control("interrupt"));
    assertEquals("whole", back.result().text());
    assertEquals(1, rig.node.streams.opened, "it is read once");
  }

  @Test
  void a48_x43_aMissedTurnForWhichThereIsNoRoomIsReplayedLater() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    client.lose();
    rig.node.time.advance(100);
    rig.node.streams.newest.clear();
    rig.node.streams.full = true;
    Client back = rig.connect("ann");
    back.send("init", RESUME);
    assertEquals(List.of(sessionError("internal error")), back.take());
    assertTrue(rig.node.streams.newest.isEmpty());

    rig.node.streams.full = false;
    back.send("init", RESUME);
    assertEquals("whole", back.result().text());
    assertEquals(List.of(), rig.node.errors, "nobody's defect");
  }

  @Test
  void a48_x52_aMissedTurnIsReplayedWholeUnderALowerCap() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    client.lose();
    rig.node.time.advance(100);
    AgentRig lower = AgentRig.on(rig.store, b -> b.maxStreamBytes(1));
    assertEquals("whole", lower.ready("ann", RESUME).result().text());
  }

  @Test
  void a50_x61_aTurnThatARestartCutsEndsInterrupted() throws Exception {
    Client client = rig.ready();
    client.say(script("{'say':'abcd'},{'sleep':600000}"));
    rig.node.time.advance(1000);
    AgentRig restarted = AgentRig.on(rig.store, b -> b);
    StoredTurn cut = rig.store.find(id(0)).orElseThrow().lastTurn().orElseThrow();
    assertEquals(TurnOutcome.INTERRUPTED, cut.end().orElseThrow().outcome());
    assertTrue(cut.missed());
    assertEquals(1, cut.end().orElseThrow().usage().outputTokens());
    assertEquals(500, cut.end().orElseThrow().spending().millis(), "as far as it was stored");

    Client back = restarted.ready("ann", RESUME);
    assertEquals("abcd", back.result().text());
    back.say("next");
    assertEquals(2, back.result().turnCount());
  }

  @Test
  void x61_theStoredPartIsAtMostASecondBehind() throws Exception {
    Client client = rig.ready();
    client.say(script("{'repeat':30,'say':'x','sleep':100}"));
    for (int i = 0; i < 29; i++) {
      int stored =
          rig.store.lastEntries(id(0)).stream()
              .mapToInt(entry -> ((TurnEntry.Text) entry).text().length())
              .sum();
      long behind = client.stream().length() - stored;
      assertTrue(behind <= 10, "behind by " + behind);
      rig.node.time.advance(100);
    }
    assertTrue(client.ended());
  }

  @Test
  void x61_whatCouldNotBeStoredIsStoredLater() throws Exception {
    Client client = rig.ready();
    client.say(script("{'say':'a'},{'sleep':2000},{'say':'b'},{'sleep':2000}"));
    rig.failures.failing.add("progress");
    rig.node.time.advance(1000);
    assertEquals(List.of(), rig.store.lastEntries(id(0)));
    rig.failures.failing.clear();
    rig.node.time.advance(3000);
    assertEquals(
        List.of(new TurnEntry.Text("a"), new TurnEntry.Text("b")), rig.store.lastEntries(id(0)));
    assertEquals("ab", client.result().text());
  }
}
