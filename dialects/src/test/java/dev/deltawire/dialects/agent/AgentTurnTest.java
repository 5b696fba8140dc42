package dev.deltawire.dialects.agent;

import static dev.deltawire.dialects.agent.AgentRig.error;
import static dev.deltawire.dialects.agent.AgentRig.id;
import static dev.deltawire.dialects.agent.AgentRig.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.agent.AgentRig.Client;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.model.agent.TurnOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
  void a28_x43_anEngineThatThrowsFailsItsTurnAlone() {
    aTurnFailsAlone(
        () -> {
          throw new IllegalStateException("secret");
        });
  }

  @Test
  void a28_x43_anEngineThatCannotBeLinkedFailsItsTurnAlone() {
    aTurnFailsAlone(
        () -> {
          throw new NoClassDefFoundError("secret");
        });
  }

  private static void aTurnFailsAlone(Runnable trouble) {
    AgentRig broken =
        AgentRig.create(
            b ->
                b.engine(
                    (prompt, tools, reply) -> {
                      trouble.run();
                      return null;
                    }));
    Client client = broken.ready();
    client.say("hello");
    assertEquals("internal error", client.result().error());
    assertEquals(2, client.result().inputTokens());
    assertEquals(1, broken.node.errors.size());
  }

  @Test
  void x43_anEndThatNoThreadTakesIsToldAndTheNextTurnRuns() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    rig.node.refusing = true;
    rig.node.time.advance(100);
    assertEquals("whole", client.result().text());
    assertEquals(TurnOutcome.SUCCESS, client.result().outcome());

    client.say("no engine begins");
    assertEquals("internal error", client.result().error());
    rig.node.refusing = false;
    client.say("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_anEndForWhichThereIsNoMemoryIsToldAsAnErrorAndTheNextTurnRuns() {
    Client client = rig.ready();
    client.say(script("{'sleep':100},{'say':'whole'}"));
    rig.node.exhausted = true;
    rig.node.time.advance(100);
    rig.node.exhausted = false;
    assertEquals("internal error", client.result().error());
    assertTrue(client.ended());
    client.say("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_aPromptsEndForWhichThereIsNoMemoryIsToldAsAnErrorAndKeepsNoPlace() {
    AgentRig small = AgentRig.create(b -> b.maxConcurrentSessions(1));
    Client client = small.connect("ann");
    client.prompt(script("{'sleep':100},{'say':'whole'}"));
    small.node.exhausted = true;
    small.node.time.advance(100);
    small.node.exhausted = false;
    assertEquals("internal error", client.result().error());
    client.prompt("next");
    assertEquals("next", client.result().text());
  }

  @Test
  void x43_x48_anEngineWhoseRunThrowsEndsItsTurnAllTheSame() {
    AgentRig broken = AgentRig.create(b -> b.engine(new BrokenRuns()).maxConcurrentSessions(1));
    Client client = broken.ready();
    client.say("four");
    client.control("interrupt");
    assertEquals(TurnOutcome.INTERRUPTED, client.result().outcome());
    assertEquals(1, client.result().inputTokens());
    assertEquals(2, broken.node.errors.size());
    client.say("more");
    client.lose();
    broken.node.time.advance(60_000);
    client = broken.ready();
    client.say("again");
    assertFalse(client.ended());
  }

  /** An engine whose runs break their contract. */
  private static final class BrokenRuns extends EngineStub {
    @Override
    public Run begin(Prompt prompt, ToolBox toolBox, Reply reply) {
      super.begin(prompt, toolBox, reply);
      return new Run() {
        @Override
        public void cancel() {
          throw new IllegalStateException("not so");
        }

        @Override
        public Usage usage() {
          throw new AssertionError("nobody counts");
        }
      };
    }
  }

  @Test
  void longTurnsEndTwoAtATime() {
    EngineStub engine = new EngineStub();
    AgentRig wide = AgentRig.create(b -> b.engine(engine));
    List<Client> clients = fourThatWait(wide);
    long before = wide.node.time.waiting();
    for (Reply reply : engine.replies) {
      reply.think("x".repeat(30_000));
      reply.text("y".repeat(40_000));
      reply.done();
    }
    assertEquals(2, wide.node.time.waiting() - before);
    wide.node.time.runDue();
    assertTrue(clients.stream().allMatch(Client::ended));
  }

  @Test
  void x61_whatIsLongIsStoredTwoAtATime() {
    EngineStub engine = new EngineStub();
    AgentRig wide = AgentRig.create(b -> b.engine(engine));
    List<Integer> stored = new ArrayList<>();
    List<Client> clients = fourThatWait(wide);
    for (int i = 0; i < clients.size(); i++) {
      int number = i;
      clients.get(i).stream().whenRead = () -> stored.add(number);
      engine.replies.get(i).text("y".repeat(70_000));
    }
    wide.node.time.advance(500);
    assertEquals(List.of(0, 2, 3, 1), stored); // the first thread goes on
  }

  @Test
  void whatATurnKeepsBesideItsTextIsCountedWithIt() {
    EngineStub engine = new EngineStub();
    AgentRig counting = AgentRig.create(b -> b.engine(engine));
    Client client = counting.ready("ann", TOOLS);
    client.say("x".repeat(1000));
    long held = client.stream().held;
    assertTrue(held >= 2000, "message: " + held);
    engine.reply().think("y".repeat(1000));
    assertTrue(client.stream().held >= held + 2000, "thinking");
    held = client.stream().held;
    assertFalse(engine.tools.get(0).call("t", json(1000)).toCompletableFuture().isDone());
    assertTrue(client.stream().held >= held + 1000, "tool");
  }

  @Test
  void x52_aTurnForWhichThereIsNoMemoryFails() {
    EngineStub engine = new EngineStub();
    AgentRig full = AgentRig.create(b -> b.engine(engine));
    Client client = full.ready();
    full.node.streams.full = true;
    client.say("hello");
    assertEquals("reply too long", client.result().error());
    assertEquals(List.of(), engine.replies);
  }

  @Test
  void x52_thinkingForWhichThereIsNoMemoryFailsTheTurnAndAToolIsNotAsked() {
    EngineStub engine = new EngineStub();
    AgentRig filling = AgentRig.create(b -> b.engine(engine));
    Client client = filling.ready("ann", TOOLS);
    client.say("hello");
    client.stream().full = true;
    ToolResult refused = engine.tools.get(0).call("t", json(10)).toCompletableFuture().getNow(null);
    assertEquals(ToolResult.failure("reply too long"), refused);
    assertEquals(List.of(), client.entries());
    assertFalse(engine.reply().think("hm"));
    filling.node.time.runDue();
    assertEquals("reply too long", client.result().error());
    assertEquals(List.of(client.result()), client.entries());
  }

  private static RawJson json(int length) {
    return JsonText.parse("{\"a\":\"" + "z".repeat(length) + "\"}").orElseThrow();
  }

  private static List<Client> fourThatWait(AgentRig rig) {
    List<Client> clients =
        Stream.of("ann", "ben", "cid", "dot").map(who -> rig.ready(who, "{}")).toList();
    clients.forEach(client -> client.say("wait"));
    return clients;
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
