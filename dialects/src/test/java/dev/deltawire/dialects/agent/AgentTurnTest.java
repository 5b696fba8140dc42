package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.error;
import static dev.deltawire.dialects.agent.AgentRig.id;
import static dev.deltawire.dialects.agent.AgentRig.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.model.agent.TurnOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns of the agent dialect, in virtual time")
class AgentTurnTest {

  private static final String TOOLS = "{\"tools\":[{\"name\":\"t\"},{\"name\":\"u\"}]}";

  private final AgentRig rig = AgentRig.create(b -> b.maxStreamBytes(1000));

  @Test
  void a28_a29_a30_aTurnIsItsChunksAndOneResult() {
    Client client = rig.ready();
    client.say("one two");

    assertEquals(List.of("one ", "two", client.result()), client.entries());
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());
    assertEquals("one two", client.result().text());
    assertEquals(id(0), client.result().sessionId());
    assertEquals(2, client.result().inputTokens());
    assertEquals(2, client.result().outputTokens());
    assertEquals(0.000036, client.result().totalCostUsd());
    assertNull(client.result().error());
  }

  @Test
  void a30_durationAndCostAreThoseOfTheTurnAndTurnsAreCounted() {
    Client client = rig.ready();
    client.say(script("{'sleep':1500},{'say':'abcde'}"));
    rig.node.time.advance(1500);
    assertEquals(1.5, client.result().durationSecs());
    assertEquals(1, client.result().turnCount());
    client.say("x");
    assertEquals(0, client.result().durationSecs());
    assertEquals(0.000018, client.result().totalCostUsd());
    assertEquals(2, client.result().turnCount());
  }

  @Test
  void a28_anEngineFailureIsAResultWithTheTextSoFar() {
    Client client = rig.ready();
    client.say(script("{'say':'part'},{'fail':'out of coffee'}"));
    assertEquals(TurnOutcome.ERROR, client.result().outcome());
    assertEquals("out of coffee", client.result().error());
    assertEquals("part", client.result().text());
    assertEquals(List.of(), client.take());
    client.say("again");
    assertEquals("again", client.result().text());
  }

  @Test
  void a16_a29_thinkingIsNoPartOfTheText() {
    Client client = rig.ready();
    client.say(script("{'think':'hm'},{'say':'a'},{'think':'so'},{'say':'b'}"));
    assertEquals(
        List.of(new Thinking("hm"), "a", new Thinking("so"), "b", client.result()),
        client.entries());
    assertEquals("ab", client.result().text());
  }

  @Test
  void a31_a32_aClientToolIsUsedAndCalledAndItsResultGoesOn() {
    Client client = rig.ready("ann", TOOLS);
    client.say(script("{'say':'a '},{'tool':'t','input':{ 'n' : 1.0 }},{'result':true}"));
    ToolUse use = assertInstanceOf(ToolUse.class, client.entries().get(1));
    assertEquals(new ToolCall(use.id(), "t", use.input()), client.entries().get(2));
    assertEquals("{\"n\":1.0}", use.input().toString());
    assertTrue(use.id().length() <= 64);

    client.answer(use.id(), "b");
    assertEquals("a b", client.result().text());
    assertEquals(
        List.of("a ", use, client.entries().get(2), "b", client.result()), client.entries());
  }

  @Test
  void a10_a31_aFailingToolIsANormalResultAndImagesReachTheEngine() {
    EngineStub engine = new EngineStub();
    AgentRig stub = AgentRig.create(b -> b.engine(engine));
    Client client = stub.ready("ann", TOOLS);
    client.say("go");
    var answer = engine.tools.get(0).call("t", RawJson.EMPTY_OBJECT).toCompletableFuture();
    ToolCall call = (ToolCall) client.entries().get(1);
    String content =
        "[{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"image\",\"data\":\"AA==\","
            + "\"mimeType\":\"image/png\"},{\"type\":\"text\",\"text\":\"y\"}]";
    client.send(
        "tool_result",
        "{\"callId\":\""
            + call.id()
            + "\",\"result\":{\"content\":"
            + content
            + ",\"isError\":true}}");
    assertEquals("xy", answer.join().text());
    assertTrue(answer.join().failed());
    assertEquals(content, answer.join().content().orElseThrow().toString());
  }

  @Test
  void a32_aServerToolIsUsedButNotCalled() {
    Client client = rig.ready();
    client.say("use tool builtin.echo {\"text\":\"two\"}");
    ToolUse use = assertInstanceOf(ToolUse.class, client.entries().get(0));
    assertEquals("builtin.echo", use.name());
    assertEquals(List.of(use, "two", client.result()), client.entries());
  }

  @Test
  void a22_aClientToolHidesAServerToolOfItsName() {
    Client client = rig.ready("ann", "{\"tools\":[{\"name\":\"builtin.echo\"}]}");
    client.say("use tool builtin.echo {\"text\":\"two\"}");
    ToolCall call = assertInstanceOf(ToolCall.class, client.entries().get(1));
    client.answer(call.id(), "mine");
    assertEquals("mine", client.result().text());
  }

  @Test
  void a33_severalCallsAreAnsweredInAnyOrder() {
    Client client = rig.ready("ann", TOOLS);
    client.say(
        script("{'tools':[{'tool':'t','input':{}},{'tool':'u','input':{}}]},{'result':true}"));
    String first = ((ToolUse) client.entries().get(0)).id();
    String second = ((ToolUse) client.entries().get(2)).id();
    client.answer(second, "of u");
    assertFalse(client.ended());
    client.answer(second, "again");
    client.answer("nobody's", "x");
    assertEquals(List.of(unknownCall(second), unknownCall("nobody's")), client.take());
    client.send("tool_result", "{\"callId\":\"" + first + "\",\"result\":{\"content\":[1]}}");
    assertEquals(
        List.of(error("VALIDATION_ERROR", "invalid field: content", "{\"field\":\"content\"}")),
        client.take());
    client.answer(first, "of t");
    assertEquals("of u", client.result().text());
    client.answer(first, "late");
    assertEquals(List.of(unknownCall(first)), client.take());
  }

  @Test
  void a34_aToolThatTakesTooLongHasFailed() {
    Client client = rig.ready("ann", TOOLS);
    client.say(script("{'tool':'t','input':{}},{'result':true}"));
    rig.node.time.advance(119_999);
    assertFalse(client.ended());
    rig.node.time.advance(1);
    assertEquals("error: tool timed out", client.result().text());
    client.answer(((ToolUse) client.entries().get(0)).id(), "late");
    assertEquals(1, client.take().size());
    assertEquals(0, turnTimers(), "no timer is left");
  }

  @Test
  void a37_openCallsAreVoidAfterAnInterrupt() {
    Client client = rig.ready("ann", TOOLS);
    client.say(script("{'tool':'t','input':{}}"));
    String call = ((ToolUse) client.entries().get(0)).id();
    client.control("interrupt");
    client.answer(call, "late");
    assertEquals(List.of(unknownCall(call)), client.take());
    assertEquals(0, turnTimers(), "no timer is left");
  }

  @Test
  void a42_aTurnThatTakesTooLongHasFailed() {
    EngineStub engine = new EngineStub();
    AgentRig stub = AgentRig.create(b -> b.engine(engine).turnTimeout(Duration.ofSeconds(5)));
    Client client = stub.ready();
    client.say("go");
    assertTrue(engine.reply().text("part"));
    stub.node.time.advance(5000);
    assertEquals(TurnOutcome.ERROR, client.result().outcome());
    assertEquals("turn timed out", client.result().error());
    assertEquals("part", client.result().text());
    assertEquals(1, engine.cancelled);
    assertFalse(engine.reply().text("late"));
    engine.reply().done();
    stub.node.time.runDue();
    assertEquals("part", client.result().text());
  }

  @Test
  void a41_structuredOutputIsParsed() {
    Client client = rig.connect("ann");
    String format = ",\"outputFormat\":{\"type\":\"json_schema\",\"schema\":{\"a\":1}}}";
    client.send("prompt", "{\"message\":\" {\\\"n\\\": 1.50}\"" + format);
    assertEquals("{\"n\":1.50}", client.result().output().toString());
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());

    client.send("prompt", "{\"message\":\"no json\"" + format);
    assertEquals(TurnOutcome.ERROR, client.result().outcome());
    assertEquals("output is not valid JSON", client.result().error());
    assertEquals("no json", client.result().text());
    assertNull(client.result().output());
  }

  @Test
  void a08_a41_theEngineIsToldHowToReply() {
    EngineStub engine = new EngineStub();
    AgentRig stub = AgentRig.create(b -> b.engine(engine));
    Client client = stub.connect("ann");
    client.send(
        "prompt",
        "{\"message\":\"m\",\"model\":\"big\",\"systemPrompt\":\"Be brief.\",\"outputFormat\":"
            + "{\"type\":\"json_schema\",\"schema\":{\"a\":1}},\"tools\":[{\"name\":\"t\","
            + "\"description\":\"d\",\"inputSchema\":{\"b\":2}}]}");
    var directions = engine.prompts.get(0).directions();
    assertEquals("big", directions.model().orElseThrow());
    assertEquals("Be brief.", directions.system().orElseThrow());
    assertEquals("{\"a\":1}", directions.outputSchema().orElseThrow().toString());
    ToolSpec tool = engine.tools.get(0).tools().get(0);
    assertEquals("d", tool.description());
    assertEquals("{\"b\":2}", tool.inputSchema().toString());
  }

  @Test
  void a43_theEngineKnowsWhatWasSaidBefore() {
    EngineStub engine = new EngineStub();
    AgentRig stub = AgentRig.create(b -> b.engine(engine));
    Client client = stub.ready();
    client.say("q1");
    engine.reply().text("a1");
    engine.reply().done();
    stub.node.time.runDue();
    client.say("q2");
    assertEquals(
        List.of(new Turn(Role.USER, "q1"), new Turn(Role.ASSISTANT, "a1")),
        engine.prompts.get(1).history());
  }

  @Test
  void x52_textAndThinkingAreCapped() {
    Client client = rig.ready();
    client.say(script("{'repeat':101,'say':'0123456789'}"));
    assertEquals("reply too long", client.result().error());
    assertEquals(1000, client.result().text().length());

    client.say(script("{'think':'" + "x".repeat(600) + "'},{'think':'" + "x".repeat(401) + "'}"));
    assertEquals("reply too long", client.result().error());
  }

  @Test
  void x45_thinkingIsToldInWholeCodePoints() {
    EngineStub engine = new EngineStub();
    AgentRig stub = AgentRig.create(b -> b.engine(engine));
    Client client = stub.ready();
    client.say("go");
    engine.reply().think("a\uD83D");
    engine.reply().think("\uDE00b\uD83D");
    engine.reply().text("t");
    engine.reply().done();
    stub.node.time.runDue();
    assertEquals(
        List.of(
            new Thinking("a"),
            new Thinking("\uD83D\uDE00b"),
            new Thinking("\uFFFD"),
            "t",
            client.result()),
        client.entries());
  }

  private long turnTimers() {
    return rig.node.time.waiting() - 2; // recovery and upkeep
  }

  private static String unknownCall(String id) {
    return error("VALIDATION_ERROR", "unknown callId: " + id, "{\"field\":\"callId\"}");
  }
}
