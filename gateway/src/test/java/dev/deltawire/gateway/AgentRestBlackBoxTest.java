package dev.deltawire.gateway;

import static dev.deltawire.gateway.AgentClient.script;
import static dev.deltawire.gateway.HomeDevice.quoted;
import static dev.deltawire.gateway.HomeDevice.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.tck.RawPeer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The agent dialect over plain HTTP (A-02 to A-05, A-40, A-56 to A-60)")
class AgentRestBlackBoxTest {

  private static final String SECRET = "agent.jwtSecret=" + Jwt.SECRET;
  private static final String ANN = Jwt.sign("\"sub\":\"ann\"");

  @OnEveryTransport
  void a05_theOperatorGetsTokensForClients(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport)) {
      HttpResponse<String> created =
          server.operator(
              "POST", "/agent/tokens", "{\"sub\":\"ann\",\"ttlSeconds\":60,\"permissions\":{}}");
      assertEquals(201, created.statusCode(), created.body());
      RawJsonView body = json(created);
      Instant expires = Instant.parse(text(body, "expiresAt"));
      long left = expires.getEpochSecond() - Instant.now().getEpochSecond();
      assertTrue(left > 50 && left <= 60, "expires in " + left);
      HttpResponse<String> used =
          server.bearer(text(body, "token"), "POST", "/prompt", "{\"message\":\"hi\"}");
      assertEquals(200, used.statusCode(), used.body());

      assertEquals(401, server.http("POST", "/agent/tokens", "{\"sub\":\"ann\"}").statusCode());
      for (String bad :
          List.of(
              "{}",
              "{\"sub\":\"\"}",
              "{\"sub\":\"a\",\"ttlSeconds\":0}",
              "{\"sub\":\"a\",\"ttlSeconds\":31536001}",
              "{\"sub\":\"a\",\"budget\":{\"ai\":\"1\"}}",
              "{\"sub\":\"a\",\"budget\":{\"window\":\"year\"}}",
              "{\"sub\":\"a\",\"permissions\":{\"tools\":[1]}}",
              "{\"sub\":\"a\",\"sdkConfig\":{\"model\":1}}")) {
        HttpResponse<String> refused = server.operator("POST", "/agent/tokens", bad);
        assertEquals(400, refused.statusCode(), bad);
        assertEquals("VALIDATION_ERROR", text(json(refused), "code"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\":1",
        "\"sub\":1",
        "\"sub\":\"\"",
        "\"sub\":\"a\",\"iss\":1",
        "\"sub\":\"a\",\"budget\":1",
        "\"sub\":\"a\",\"budget\":{\"ai\":1.5}",
        "\"sub\":\"a\",\"budget\":{\"compute\":-1}",
        "\"sub\":\"a\",\"budget\":{\"windowStart\":\"yesterday\"}",
        "\"sub\":\"a\",\"permissions\":[]",
        "\"sub\":\"a\",\"permissions\":{\"maxTurns\":\"1\"}",
        "\"sub\":\"a\",\"permissions\":{\"model\":1}",
        "\"sub\":\"a\",\"sdkConfig\":\"x\"",
      })
  void a02_aListedClaimOfAnotherTypeIs401(String claims) throws Exception {
    try (GatewayServer server = GatewayServer.start("jdk", SECRET)) {
      String token = Jwt.sign(claims);
      assertEquals(
          401, server.bearer(token, "POST", "/prompt", "{\"message\":\"x\"}").statusCode());
      assertEquals(401, server.peer().upgrade("/agent?token=" + token).status());
    }
  }

  @OnEveryTransport
  void a02_a03_a04_theTokenDecidesOverTheClient(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET)) {
      String token =
          Jwt.sign(
              "\"sub\":\"ann\",\"other\":7,\"sdkConfig\":{\"tools\":[{\"name\":\"t\"},"
                  + "{\"name\":\"blocked\"}]},"
                  + "\"permissions\":{\"maxTurns\":1,\"model\":\"forced\","
                  + "\"blockedTools\":[\"blocked\"]}");
      AgentClient client = new AgentClient(server.open("/agent?token=" + token));
      RawJsonView info =
          client.init("{\"model\":\"wished\",\"maxTurns\":9,\"tools\":[{\"name\":\"mine\"}]}");
      assertEquals("forced", text(info, "model"));
      assertEquals("[\"t\"]", info.member("tools").orElseThrow().raw().toString());
      client.say(
          script(
              "{'tool':'blocked','input':{}},{'result':true},"
                  + "{'tool':'mine','input':{}},{'result':true}"));
      assertEquals(
          "error: tool not allowed: blockederror: unknown tool: mine",
          client.wholeTurn().resultText());
      client.say("two");
      client.expectSessionError("maxTurns reached");
    }
  }

  @OnEveryTransport
  void a40_a55_aBudgetIsSpentOverSocketsAndRestAlike(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET)) {
      String token = Jwt.sign("\"sub\":\"ann\",\"budget\":{\"ai\":18,\"window\":\"day\"}");
      String body = "{\"message\":\"four\"}";
      assertEquals(200, server.bearer(token, "POST", "/prompt", body).statusCode());
      HttpResponse<String> refused = server.bearer(token, "POST", "/prompt", body);
      assertEquals(429, refused.statusCode());
      assertEquals(
          "{\"code\":\"BUDGET_EXCEEDED\",\"message\":\"token budget exceeded\","
              + "\"details\":{\"scope\":\"token\",\"limit\":18,\"spent\":18}}",
          refused.body());
      AgentClient client = new AgentClient(server.open("/agent?token=" + token));
      client.init("{}");
      client.say("five");
      client.expectError(
          "BUDGET_EXCEEDED",
          "token budget exceeded",
          "{\"scope\":\"token\",\"limit\":18,\"spent\":18}");
    }
  }

  @OnEveryTransport
  void a40_aSessionsBudgetEndsTheSessionsTurns(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET)) {
      AgentClient client = new AgentClient(server.open("/agent?token=" + ANN));
      client.init("{\"maxBudgetUsd\":0.000036}");
      client.say("four");
      client.wholeTurn();
      client.say("four");
      client.wholeTurn();
      client.say("no more");
      client.expectError(
          "BUDGET_EXCEEDED",
          "session budget exceeded",
          "{\"scope\":\"session\",\"limit\":0.000036,\"spent\":0.000036}");
    }
  }

  @OnEveryTransport
  void a56_a57_aPromptIsAnsweredByOneObject(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET)) {
      String message =
          script(
              "{'think':'h'},{'think':'m'},{'say':'a'},{'say':'b'},"
                  + "{'tool':'builtin.echo','input':{'text':'c'}},{'result':true}");
      RawJsonView answer =
          json(
              server.http(
                  "POST",
                  "/prompt?token=" + ANN,
                  "{\"message\":" + quoted(message) + ",\"options\":{\"model\":\"m\"}}"));
      assertEquals("success", text(answer, "subtype"));
      assertEquals("abc", text(answer, "text"));
      List<RawJsonView> messages = answer.member("messages").orElseThrow().elements();
      assertEquals(4, messages.size());
      assertEquals("hm", text(messages.get(0), "thinking"));
      assertEquals("ab", text(messages.get(1), "text"));
      assertEquals("tool_use", text(messages.get(2), "subtype"));
      assertEquals("c", text(messages.get(3), "text"));

      HttpResponse<String> failed =
          server.http(
              "POST",
              "/prompt",
              "{\"message\":"
                  + quoted(script("{'fail':'no'}"))
                  + ",\"options\":{\"token\":\""
                  + ANN
                  + "\"}}");
      assertEquals(200, failed.statusCode());
      assertEquals("error", text(json(failed), "subtype"));
      assertEquals("no", text(json(failed), "error"));
    }
  }

  @OnEveryTransport
  void a58_aPromptIsAnsweredByAStreamOfEvents(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET)) {
      String message = script("{'think':'hm'},{'say':'one'},{'sleep':20},{'say':' two'}");
      HttpResponse<String> answer =
          server.http(
              "POST",
              "/prompt",
              "{\"message\":" + quoted(message) + "}",
              "Accept",
              "text/event-stream",
              "Authorization",
              "Bearer " + ANN);
      assertEquals("text/event-stream", answer.headers().firstValue("content-type").orElseThrow());
      String[] events = answer.body().split("\n\n", -1);
      assertEquals(
          "event: sdk_message\ndata: {\"type\":\"assistant\",\"subtype\":\"thinking\","
              + "\"thinking\":\"hm\"}",
          events[0]);
      assertTrue(events[1].contains("\"text\":\"one"), events[1]);
      String last = events[events.length - 2];
      assertTrue(last.startsWith("event: result\ndata: {\"type\":\"result\""), last);
      assertTrue(last.contains("\"text\":\"one two\""), last);
    }
  }

  @OnEveryTransport
  void a59_a60_whatCanNotBeAnsweredIsRefused(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, SECRET, "agent.turnsPerMinute=1")) {
      assertRefused(401, "AUTHENTICATION_ERROR", server.http("POST", "/prompt", "{}"));
      assertRefused(401, "AUTHENTICATION_ERROR", server.bearer("bad", "POST", "/prompt", "{}"));
      assertRefused(400, "VALIDATION_ERROR", server.bearer(ANN, "POST", "/prompt", "{}"));
      assertRefused(400, "VALIDATION_ERROR", server.bearer(ANN, "POST", "/prompt", "[]"));
      String clientTool = "{\"message\":\"x\",\"tools\":[{\"name\":\"t\"}]}";
      assertRefused(400, "VALIDATION_ERROR", server.bearer(ANN, "POST", "/prompt", clientTool));
      assertRefused(
          406,
          "VALIDATION_ERROR",
          server.http(
              "POST",
              "/prompt",
              "{\"message\":\"x\"}",
              "Accept",
              "text/html",
              "Authorization",
              "Bearer " + ANN));
      String serverTool =
          "{\"message\":\"x\",\"tools\":[{\"name\":\"builtin.echo\",\"executeIn\":\"server\"}]}";
      assertEquals(200, server.bearer(ANN, "POST", "/prompt", serverTool).statusCode());
      HttpResponse<String> tooFast = server.bearer(ANN, "POST", "/prompt", "{\"message\":\"x\"}");
      assertRefused(429, "RATE_LIMIT", tooFast);
      assertTrue(tooFast.headers().firstValue("retry-after").isPresent());
    }
  }

  @OnEveryTransport
  void a60_whoGoesAwayEndsTheTurnAndFreesItsPlace(String transport) throws Exception {
    try (GatewayServer server =
        GatewayServer.start(
            transport, SECRET, "agent.maxConcurrentSessions=1", "agent.turnsPerMinute=1000")) {
      String body = "{\"message\":" + quoted(script("{'sleep':60000}")) + "}";
      RawPeer peer = server.httpPeer();
      peer.send(
          "POST /prompt?token=%s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(ANN, body.length(), body));
      awaitStatus(server, 429);
      assertEquals(429, server.bearer(ANN, "POST", "/prompt", "not read").statusCode());
      peer.close();
      awaitStatus(server, 200);
    }
  }

  private static void awaitStatus(GatewayServer server, int status) throws Exception {
    int seen = 0;
    for (int i = 0; i < 300 && seen != status; i++) {
      Thread.sleep(10);
      seen = server.bearer(ANN, "POST", "/prompt", "{\"message\":\"x\"}").statusCode();
    }
    assertEquals(status, seen);
  }

  private static void assertRefused(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(code, text(json(response), "code"));
    assertEquals(List.of("code", "message", "details"), json(response).names());
  }

  private static RawJsonView json(HttpResponse<String> response) {
    return RawJsonView.of(JsonText.parse(response.body()).orElseThrow());
  }
}
