package dev.deltawire.gateway;

import static dev.deltawire.gateway.AgentClient.script;
import static dev.deltawire.gateway.HomeDevice.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.AgentClient.Received;
import dev.deltawire.tck.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Sockets of the agent dialect (A-01 to A-42, A-49 to A-55)")
class AgentSocketBlackBoxTest {

  private static final String TOOLS =
      "{\"tools\":[{\"name\":\"t\"},{\"name\":\"u\",\"executeIn\":\"browser\"}]}";

  @OnEveryTransport
  void a01_aBadTokenIsRefusedBeforeTheUpgrade(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      for (String target : new String[] {"/agent", "/agent?token=bad", "/agent?token="}) {
        WireResponse refused = server.peer().upgrade(target);
        assertEquals(401, refused.status(), target);
        assertEquals(
            "{\"code\":\"AUTHENTICATION_ERROR\",\"message\":\"unauthorized\",\"details\":{}}",
            new String(refused.body(), StandardCharsets.UTF_8));
      }
    }
  }

  @OnEveryTransport
  void a15_a24_a25_a28_a29_aTurnStreamsWordByWordAndEndsWithItsResult(String transport)
      throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.connect();
      RawJsonView info = client.init("{\"model\":\"big\"}");
      assertEquals("ready", text(info, "state"));
      assertEquals("big", text(info, "model"));

      client.say("Größe \"zwei\" \uD83D\uDE00");
      client.expectText("Größe ");
      client.expectText("\"zwei\" ");
      client.expectText("\uD83D\uDE00");
      RawJsonView result = client.payload("result");
      assertEquals("success", text(result, "subtype"));
      assertEquals("Größe \"zwei\" \uD83D\uDE00", text(result, "text"));
      assertEquals(text(info, "sessionId"), text(result, "session_id"));
      assertEquals(1, result.member("turn_count").orElseThrow().integer().orElseThrow());
      client.expectNothingMore();
    }
  }

  @OnEveryTransport
  void a16_a17_a18_a31_a32_thinkingAndToolsStandInOrderAmongTheText(String transport)
      throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready(TOOLS);
      client.say(
          script(
              "{'think':'hm'},{'say':'a '},{'tool':'t','input':{'n':1.0}},{'result':true},"
                  + "{'tool':'builtin.echo','input':{'text':' c'}},{'result':true}"));
      client.expectThinking("hm");
      client.expectText("a ");
      String call = client.expectCall("t", "{\"n\":1.0}");
      client.answer(call, "b");
      client.expectText("b");
      client.expectUse("builtin.echo", "{\"text\":\" c\"}");
      client.expectText(" c");
      assertEquals("a b c", text(client.payload("result"), "text"));
    }
  }

  @OnEveryTransport
  void a10_a33_callsAreAnsweredInAnyOrderAndOnce(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready(TOOLS);
      client.say(
          script("{'tools':[{'tool':'t','input':{}},{'tool':'u','input':{}}]},{'result':true}"));
      String first = client.expectCall("t", "{}");
      String second = client.expectCall("u", "{}");
      client.answer(second, "last");
      client.answer(second, "again");
      client.expectError("VALIDATION_ERROR", "unknown callId: " + second, "{\"field\":\"callId\"}");
      client.answer(first, "first");
      assertEquals("last", client.wholeTurn().resultText());
    }
  }

  @OnEveryTransport
  void a34_aToolThatIsNotAnsweredHasFailed(String transport) throws Exception {
    try (AgentServer server =
        AgentServer.start(transport, d -> d.toolTimeout(Duration.ofMillis(50)))) {
      AgentClient client = server.ready(TOOLS);
      client.say(script("{'tool':'t','input':{}},{'result':true}"));
      client.expectCall("t", "{}");
      assertEquals("error: tool timed out", client.wholeTurn().resultText());
    }
  }

  @OnEveryTransport
  void a26_a41_aPromptNeedsNoSession(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.connect();
      client.send(
          "prompt",
          "{\"message\":\"[1,2]\",\"outputFormat\":{\"type\":\"json_schema\",\"schema\":{}}}");
      Received turn = client.wholeTurn();
      assertEquals("success", turn.outcome());
      assertEquals("[1,2]", turn.result().member("output").orElseThrow().raw().toString());
      client.say("hello");
      client.expectSessionError("session not initialized");
    }
  }

  @OnEveryTransport
  void a27_a38_messagesDuringATurnAreRefusedAndPingsAnswered(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready(TOOLS);
      client.say(script("{'say':'a'},{'tool':'t','input':{}},{'result':true}"));
      client.expectText("a");
      String call = client.expectCall("t", "{}");
      client.say("too early");
      client.expectSessionError("turn in progress");
      client.send("ping", "{\"timestamp\":1.50}");
      client.expect("{\"type\":\"pong\",\"payload\":{\"timestamp\":1.50}}");
      client.answer(call, "b");
      client.expectText("b");
      assertEquals("ab", text(client.payload("result"), "text"));
      client.say("now");
      assertEquals("now", client.wholeTurn().resultText());
    }
  }

  @OnEveryTransport
  void a35_x70_closeInterruptsTheTurnAndClosesWith1000(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready("{}");
      client.say(script("{'say':'a'},{'sleep':60000}"));
      client.expectText("a");
      client.control("close");
      assertEquals("interrupted", text(client.payload("result"), "subtype"));
      client.expectClose(1000, "session closed");
    }
  }

  @OnEveryTransport
  void a36_endInputLetsTheTurnEndAndThenCloses(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready("{}");
      client.say(script("{'say':'a'},{'sleep':100},{'say':'b'}"));
      client.expectText("a");
      client.control("end_input");
      client.say("more");
      client.expectSessionError("input ended");
      client.expectText("b");
      assertEquals("success", text(client.payload("result"), "subtype"));
      client.expectClose(1000, "session closed");
    }
  }

  @OnEveryTransport
  void a37_interruptEndsTheTurnAndNotTheSession(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.ready("{}");
      client.say(script("{'repeat':1000,'say':'x','sleep':5}"));
      client.expectText("x");
      client.control("interrupt");
      Received turn = client.turn();
      assertEquals("interrupted", turn.outcome());
      assertEquals(turn.resultText(), "x" + turn.text());
      client.say("again");
      assertEquals("again", client.wholeTurn().resultText());
    }
  }

  @OnEveryTransport
  void a42_aTurnThatTakesTooLongHasFailed(String transport) throws Exception {
    try (AgentServer server =
        AgentServer.start(transport, d -> d.turnTimeout(Duration.ofMillis(100)))) {
      AgentClient client = server.ready("{}");
      client.say(script("{'say':'a'},{'sleep':60000}"));
      Received turn = client.wholeTurn();
      assertEquals("error", turn.outcome());
      assertEquals("turn timed out", text(turn.result(), "error"));
    }
  }

  @OnEveryTransport
  void a49_tooManySessionsAreRefusedUntilOneIsLeft(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport, d -> d.maxConcurrentSessions(2))) {
      AgentClient first = server.ready("{}");
      server.ready("{}");
      AgentClient third = server.connect();
      third.send("init", "{}");
      third.expectError("CONCURRENCY_LIMIT", "too many sessions", "{\"limit\":2}");
      third.send("prompt", "{\"message\":\"x\"}");
      third.expectError("CONCURRENCY_LIMIT", "too many sessions", "{\"limit\":2}");
      server.connect("bob").init("{}");

      first.control("close");
      first.expectClose(1000, "session closed");
      first.peer().close();
      awaitPlace(third);
    }
  }

  @OnEveryTransport
  void a53_tooManyTurnsInAMinuteAreRefused(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport, d -> d.turnsPerMinute(2))) {
      AgentClient client = server.ready("{}");
      client.say("one");
      client.wholeTurn();
      client.send("prompt", "{\"message\":\"two\"}");
      client.wholeTurn();
      client.say("three");
      RawJsonView error = client.payload("error");
      assertEquals("RATE_LIMIT", text(error, "code"));
      long wait =
          error
              .member("details")
              .orElseThrow()
              .member("retry_after_ms")
              .orElseThrow()
              .integer()
              .orElseThrow();
      assertTrue(wait > 50_000 && wait <= 60_000, "after " + wait);
    }
  }

  @OnEveryTransport
  void a51_x25_whatBreaksTheProtocolIsToldEightTimes(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient client = server.connect();
      client.sendRaw("nonsense");
      client.expectError("VALIDATION_ERROR", "malformed message", "{}");
      client.send("control", "{\"action\":\"jump\"}");
      client.expectError(
          "VALIDATION_ERROR", "unknown control action: jump", "{\"field\":\"action\"}");
      for (String type : Collections.nCopies(6, "tool_call")) {
        client.send(type, "{}");
        client.expectError(
            "VALIDATION_ERROR", "unknown message type: tool_call", "{\"field\":\"type\"}");
      }
      client.sendRaw("nonsense");
      client.expectClose(1008, "too many protocol errors");
    }
  }

  private static void awaitPlace(AgentClient client) throws Exception {
    String answer = "";
    for (int i = 0; i < 100 && !answer.contains("session_info"); i++) {
      Thread.sleep(10);
      client.send("init", "{}");
      answer = client.next();
    }
    assertTrue(answer.contains("session_info"), answer);
  }
}
