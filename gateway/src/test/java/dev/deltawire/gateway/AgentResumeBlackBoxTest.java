package dev.deltawire.gateway;

import static dev.deltawire.gateway.AgentClient.script;
import static dev.deltawire.gateway.HomeDevice.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.AgentClient.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Sessions of the agent dialect on another socket (A-43 to A-48)")
class AgentResumeBlackBoxTest {

  private static final String TOOLS = "{\"tools\":[{\"name\":\"t\"},{\"name\":\"u\"}]}";
  private static final String TEXT = "aé€\uD83D\uDE00b";

  @OnEveryTransport
  void a43_aSessionGoesOnAndForeignOnesAreUnknown(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init("{\"model\":\"m\"}"), "sessionId");
      first.say("one");
      first.wholeTurn();
      first.peer().close();

      AgentClient second = server.connect();
      RawJsonView info = second.init(resume(session));
      assertEquals(session, text(info, "sessionId"));
      assertEquals("m", text(info, "model"));
      assertEquals(2, info.member("messageCount").orElseThrow().integer().orElseThrow());
      second.say("two");
      assertEquals(2, turnCount(second.wholeTurn()));

      AgentClient stranger = server.connect("bob");
      stranger.send("init", resume(session));
      stranger.expectSessionError("unknown session: " + session);
    }
  }

  @OnEveryTransport
  void a44_aForkGoesOnByItself(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init("{}"), "sessionId");
      first.say("one");
      first.wholeTurn();
      AgentClient forked = server.connect();
      String fork =
          text(
              forked.init("{\"sessionId\":\"" + session + "\",\"forkSession\":true}"), "sessionId");
      assertTrue(!fork.equals(session));
      forked.say("two");
      assertEquals(2, turnCount(forked.wholeTurn()));
      first.say("mine");
      assertEquals(2, turnCount(first.wholeTurn()));
      AgentClient none = server.connect();
      none.send("init", "{\"forkSession\":true}");
      none.expectError(
          "VALIDATION_ERROR", "forkSession needs a sessionId", "{\"field\":\"forkSession\"}");
    }
  }

  @OnEveryTransport
  void a45_a46_takeOverInMidTurn(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init("{}"), "sessionId");
      first.say(script("{'say':'a'},{'think':'hm'},{'repeat':40,'say':'x','sleep':5}"));
      first.expectText("a");
      first.expectThinking("hm");

      AgentClient second = server.connect();
      RawJsonView info = second.init(resume(session));
      assertEquals("processing", text(info, "state"));
      Received turn = second.wholeTurn();
      assertEquals("a" + "x".repeat(40), turn.text());
      assertEquals("hm", turn.thinking());
      second.expectNothingMore();

      String frame = first.next();
      while (frame.contains("\"sdk_message\"")) {
        frame = first.next();
      }
      assertTrue(frame.contains("SESSION_ERROR\",\"message\":\"session attached elsewhere"), frame);
      first.expectCloseBehindText(1008, "session attached elsewhere");
    }
  }

  @OnEveryTransport
  void a31_a46_openCallsAreOfferedAgainAndAnsweredOnesNot(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init(TOOLS), "sessionId");
      first.say(
          script(
              "{'say':'a'},{'tool':'t','input':{}},{'result':true},"
                  + "{'tool':'u','input':{'n':1}},{'result':true}"));
      first.expectText("a");
      first.answer(first.expectCall("t", "{}"), "b");
      first.expectText("b");
      String open = first.expectCall("u", "{\"n\":1}");
      first.peer().close();

      AgentClient second = server.connect();
      assertEquals("waiting_tool", text(second.init(resume(session)), "state"));
      second.expectText("a");
      second.expectUse("t", "{}");
      second.expectText("b");
      assertEquals(open, second.expectUse("u", "{\"n\":1}"));
      second.expectCall(open, "u", "{\"n\":1}");
      second.peer().close();

      AgentClient third = server.connect();
      third.init(resume(session, 1));
      third.expectText("b");
      third.expectCall(open, "u", "{\"n\":1}");
      third.answer(open, "c");
      third.expectText("c");
      assertEquals("abc", text(third.payload("result"), "text"));
      third.answer(open, "late");
      third.expectError("VALIDATION_ERROR", "unknown callId: " + open, "{\"field\":\"callId\"}");
    }
  }

  @OnEveryTransport
  void a46_x50_aRunningTurnIsResumedAtEveryOffset(String transport) throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init(TOOLS), "sessionId");
      first.say(script("{'say':'" + TEXT + "'},{'tool':'t','input':{}},{'result':true}"));
      first.expectText(TEXT);
      String call = first.expectCall("t", "{}");
      AgentClient last = first;
      byte[] utf8 = TEXT.getBytes(StandardCharsets.UTF_8);
      for (int offset = 0; offset <= utf8.length + 1; offset++) {
        AgentClient next = server.connect();
        if (offset > utf8.length || (offset < utf8.length && (utf8[offset] & 0xC0) == 0x80)) {
          next.send("init", resume(session, offset));
          next.expectError(
              "VALIDATION_ERROR", "invalid resumeOffset", "{\"field\":\"resumeOffset\"}");
          last.expectNothingMore();
          continue;
        }
        next.init(resume(session, offset));
        if (offset < utf8.length) {
          next.expectText(new String(utf8, offset, utf8.length - offset, StandardCharsets.UTF_8));
        }
        next.expectCall(call, "t", "{}");
        last.expectSessionError("session attached elsewhere");
        last = next;
      }
      last.answer(call, "!");
      last.expectText("!");
      assertEquals(TEXT + "!", text(last.payload("result"), "text"));
    }
  }

  @OnEveryTransport
  void a47_a48_aTurnWithoutASocketGoesOnAndItsResultIsReplayedOnce(String transport)
      throws Exception {
    try (AgentServer server = AgentServer.start(transport)) {
      AgentClient first = server.connect();
      String session = text(first.init("{}"), "sessionId");
      first.say(script("{'say':'a'},{'sleep':150},{'think':'hm'},{'say':'b'}"));
      first.expectText("a");
      first.peer().close();
      Thread.sleep(300);

      AgentClient second = server.connect();
      assertEquals("ready", text(second.init(resume(session)), "state"));
      Received turn = second.wholeTurn();
      assertEquals("ab", turn.text());
      assertEquals("hm", turn.thinking());
      assertEquals("success", turn.outcome());
      second.peer().close();

      AgentClient third = server.connect();
      third.init(resume(session));
      third.expectNothingMore();
      third.peer().close();

      AgentClient fourth = server.connect();
      fourth.init(resume(session, 1));
      fourth.expectText("b");
      assertEquals("ab", text(fourth.payload("result"), "text"));
      fourth.expectNothingMore();
    }
  }

  @OnEveryTransport
  void a47_nobodyComesBackAndTheTurnIsInterrupted(String transport) throws Exception {
    try (AgentServer server =
        AgentServer.start(transport, d -> d.detachTimeout(Duration.ofMillis(50)))) {
      AgentClient first = server.connect();
      String session = text(first.init("{}"), "sessionId");
      first.say(script("{'say':'a'},{'sleep':60000}"));
      first.expectText("a");
      first.peer().close();
      Thread.sleep(600); // 50 ms and the turn's end, on a busy machine too

      AgentClient second = server.connect();
      assertEquals("ready", text(second.init(resume(session)), "state"));
      Received turn = second.wholeTurn();
      assertEquals("interrupted", turn.outcome());
      assertEquals("a", turn.text());
    }
  }

  private static long turnCount(Received turn) {
    return turn.result().member("turn_count").orElseThrow().integer().orElseThrow();
  }

  private static String resume(String session) {
    return "{\"sessionId\":\"" + session + "\"}";
  }

  private static String resume(String session, int offset) {
    return "{\"sessionId\":\"" + session + "\",\"resumeOffset\":" + offset + "}";
  }
}
