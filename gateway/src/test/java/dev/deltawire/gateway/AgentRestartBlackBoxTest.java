package dev.deltawire.gateway;

import static dev.deltawire.gateway.AgentClient.script;
import static dev.deltawire.gateway.HomeDevice.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.AgentClient.Received;
import dev.deltawire.gateway.outside.Jwt;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The agent dialect after a restart (A-50)")
class AgentRestartBlackBoxTest {

  private static final String SECRET = "agent.jwtSecret=" + Jwt.SECRET;
  private static final String TOKEN =
      Jwt.sign("\"sub\":\"ann\",\"budget\":{\"ai\":900,\"window\":\"day\"}");

  @TempDir private Path directory;

  @Test
  void a50_aTurnThatARestartCutsEndsInterruptedAndIsReplayed() throws Exception {
    String session;
    try (GatewayServer server = GatewayServer.startOn(directory, "jdk", SECRET)) {
      AgentClient client = connect(server);
      session = text(client.init("{\"model\":\"m\",\"tools\":[{\"name\":\"t\"}]}"), "sessionId");
      client.say("one");
      client.wholeTurn();
      client.say(script("{'think':'hm'},{'say':'a'},{'tool':'t','input':{}},{'say':'never'}"));
      client.expectThinking("hm");
      client.expectText("a");
      client.expectCall("t", "{}");
      Thread.sleep(1000); // what was sent a second ago is stored
    }
    try (GatewayServer server = GatewayServer.startOn(directory, "jdk", SECRET)) {
      AgentClient client = connect(server);
      RawJsonView info = client.init("{\"sessionId\":\"" + session + "\"}");
      assertEquals("ready", text(info, "state"));
      assertEquals("m", text(info, "model"));
      assertEquals(4, info.member("messageCount").orElseThrow().integer().orElseThrow());
      client.expectThinking("hm");
      client.expectText("a");
      client.expectUse("t", "{}");
      RawJsonView result = client.payload("result");
      assertEquals("interrupted", text(result, "subtype"));
      assertEquals("a", text(result, "text"));

      client.say("three");
      Received turn = client.wholeTurn();
      assertEquals(3, turn.result().member("turn_count").orElseThrow().integer().orElseThrow());
    }
  }

  @Test
  void a40_a48_a50_budgetsAndTheLastTurnSurvive() throws Exception {
    String session;
    try (GatewayServer server = GatewayServer.startOn(directory, "jdk", SECRET)) {
      AgentClient client = connect(server);
      session = text(client.init("{}"), "sessionId");
      client.say(script("{'say':'aé'},{'repeat':60,'say':'word'}"));
      client.wholeTurn();
    }
    try (GatewayServer server = GatewayServer.startOn(directory, "jdk", SECRET)) {
      AgentClient client = connect(server);
      client.init("{\"sessionId\":\"" + session + "\",\"resumeOffset\":3}");
      Received turn = client.turn();
      assertEquals("word".repeat(60), turn.text());
      assertEquals("aé" + "word".repeat(60), turn.resultText());
      client.say("x");
      RawJsonView error = client.payload("error");
      assertEquals("BUDGET_EXCEEDED", text(error, "code"));
      double spent =
          error
              .member("details")
              .flatMap(details -> details.member("spent"))
              .orElseThrow()
              .number()
              .orElseThrow();
      assertTrue(spent >= 900, "spent " + spent);
    }
  }

  private static AgentClient connect(GatewayServer server) throws Exception {
    return new AgentClient(server.open("/agent?token=" + TOKEN));
  }
}
