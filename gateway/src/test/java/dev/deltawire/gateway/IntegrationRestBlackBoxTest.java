package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST paths of the channel, its key and its events (PROTOCOLS 2.5). */
final class IntegrationRestBlackBoxTest {

  private static final String UNAUTHORIZED =
      "{\"code\":\"unauthorized\",\"message\":\"unauthorized\"}";

  @TempDir private Path directory;

  @OnEveryTransport
  void i39_theKeySurvivesRestartsAndPendingRequestsDoNot(String transport) throws Exception {
    String key;
    try (GatewayServer server = start(transport)) {
      key = IntegrationProgram.key(server, "i39");
      IntegrationProgram.introduced(server, "i39-waits").pending();
    }
    try (GatewayServer server = start(transport)) {
      assertEquals(200, server.bearer(key, "GET", "/integration/channel", "").statusCode());
      IntegrationProgram program = IntegrationProgram.introduced(server, "i39-waits");
      program.pending();
      assertEquals(key, IntegrationProgram.key(server, "i39")); // and no cooldown
    }
    Path file = directory.resolve("integration-key");
    assertEquals("sk_live_" + Files.readString(file).strip(), key);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void i39_aFileThatHoldsNoKeyRefusesToStart() throws Exception {
    Files.writeString(directory.resolve("integration-key"), "short\n");
    Exception refusal = assertThrows(Exception.class, () -> start("jdk").close());
    assertFalse(String.valueOf(refusal.getMessage()).contains("short"));
    assertEquals("short\n", Files.readString(directory.resolve("integration-key")));
  }

  @OnEveryTransport
  void i39_i11_i45_theChannelsNameIsConfigured(String transport) throws Exception {
    try (GatewayServer server = start(transport, "integration.channelName=my \"channel\"");
        IntegrationProgram program = IntegrationProgram.introduced(server, "i39")) {
      String id = program.pending();
      IntegrationProgram.decide(server, id, "allow");
      Json granted = program.payload("access_granted");
      assertEquals("my \"channel\"", granted.text("channelName"));
      HttpResponse<String> channel =
          server.bearer(granted.text("apiKey"), "GET", "/integration/channel", "");
      assertEquals(
          "{\"channelName\":\"my \\\"channel\\\"\",\"scopes\":[\"rest.full\"]}", channel.body());
    }
  }

  @OnEveryTransport
  void i43_readiness(String transport) throws Exception {
    try (GatewayServer server = start(transport, "integration.ready=false")) {
      for (String ready : List.of("true", "false")) {
        String body = "{\"ready\":" + ready + "}";
        HttpResponse<String> answer = server.operator("PUT", "/integration/ready", body);
        assertEquals(200, answer.statusCode());
        assertEquals(body, answer.body());
      }
      for (String bad : List.of("", "{}", "{\"ready\":null}", "{\"ready\":\"true\"}", "[true]")) {
        HttpResponse<String> answer = server.operator("PUT", "/integration/ready", bad);
        assertEquals(400, answer.statusCode(), bad);
        assertEquals("bad_request", Json.of(answer.body()).text("code"));
      }
      HttpResponse<String> stranger = server.http("PUT", "/integration/ready", "{\"ready\":true}");
      assertEquals(401, stranger.statusCode());
      assertEquals(UNAUTHORIZED, stranger.body());
      IntegrationProgram program = IntegrationProgram.introduced(server, "i43");
      program.ask();
      program.expectError("not_ready");
    }
  }

  @OnEveryTransport
  void i44_i45_regenerationVoidsTheOldKeyAtOnce(String transport) throws Exception {
    try (GatewayServer server = start(transport)) {
      IntegrationProgram witness = IntegrationProgram.introduced(server, "i44");
      String old = IntegrationProgram.key(server, "i44-key");
      assertEquals(401, server.http("POST", "/integration/key/regenerate", "").statusCode());
      HttpResponse<String> answer = server.operator("POST", "/integration/key/regenerate", "");
      assertEquals(200, answer.statusCode());
      String fresh = Json.of(answer.body()).text("apiKey");
      assertTrue(fresh.matches("sk_live_[\\w-]{32}"), "the key's form");
      assertNotEquals(old, fresh);
      HttpResponse<String> refused = server.bearer(old, "GET", "/integration/channel", "");
      assertEquals(401, refused.statusCode());
      assertEquals(UNAUTHORIZED, refused.body());
      assertEquals(200, server.bearer(fresh, "GET", "/integration/channel", "").statusCode());
      witness.expectNothingMore();
      assertEquals(fresh, IntegrationProgram.key(server, "i44-again"));
      assertEquals(
          "sk_live_" + Files.readString(directory.resolve("integration-key")).strip(), fresh);
    }
  }

  @OnEveryTransport
  void i45_withoutTheKeyThereIsNoChannel(String transport) throws Exception {
    try (GatewayServer server = start(transport)) {
      String key = IntegrationProgram.key(server, "i45");
      HttpResponse<String> channel = server.bearer(key, "GET", "/integration/channel", "");
      assertEquals("{\"scopes\":[\"rest.full\"]}", channel.body());
      for (String wrong : List.of("x", key + "x", key.substring(1), GatewayServer.OPERATOR)) {
        HttpResponse<String> refused = server.bearer(wrong, "GET", "/integration/channel", "");
        assertEquals(401, refused.statusCode());
        assertEquals(UNAUTHORIZED, refused.body());
      }
      assertEquals(401, server.http("GET", "/integration/channel", "").statusCode());
      assertEquals(401, server.http("GET", "/integration/channel?apiKey=" + key, "").statusCode());
      assertEquals(
          401,
          server
              .http("GET", "/integration/channel", "", "Authorization", "Basic " + key)
              .statusCode());
      assertEquals(405, server.bearer(key, "POST", "/integration/channel", "").statusCode());
    }
  }

  @OnEveryTransport
  void i46_eventsAreCountedAndNotKept(String transport) throws Exception {
    try (GatewayServer server = start(transport)) {
      String key = IntegrationProgram.key(server, "i46-key");
      IntegrationProgram first = IntegrationProgram.introduced(server, "i46");
      HttpResponse<String> answer = publish(server, key, "{\"name\":\"a9\",\"data\":{\"x\":1}}");
      assertEquals(202, answer.statusCode());
      assertTrue(Json.of(answer.body()).number("delivered") >= 1, answer.body());
      assertEquals(
          "{\"type\":\"event\",\"payload\":{\"name\":\"a9\",\"data\":{\"x\":1}}}", first.next());
      IntegrationProgram late = IntegrationProgram.introduced(server, "i46-late");
      late.expectNothingMore();
    }
  }

  @OnEveryTransport
  void i46_i14_badEventsAreRefused(String transport) throws Exception {
    try (GatewayServer server = start(transport)) {
      String key = IntegrationProgram.key(server, "i46");
      String exact = "{\"x\":\"" + "x".repeat(16_384 - 8) + "\"}";
      assertEquals(202, publish(server, key, event("a", exact)).statusCode());
      for (String body :
          List.of(
              "{}",
              "{\"name\":\"a\"}",
              "{\"data\":{}}",
              "{\"name\":\"a\",\"data\":[]}",
              event("", "{}"),
              event("9", "{}"),
              event("a-b", "{}"),
              event("a".repeat(65), "{}"),
              event("a", exact.replace("\"}", "y\"}")),
              event("ttsAmplitude", "{}"),
              event("ttsAmplitude", "{\"soundAmplitudeValue\":1.1}"),
              event("ttsAmplitude", "{\"soundAmplitudeValue\":0.5,\"animationId\":[]}"))) {
        HttpResponse<String> refused = publish(server, key, body);
        assertEquals(400, refused.statusCode(), body);
        assertEquals("bad_request", Json.of(refused.body()).text("code"));
      }
      assertEquals(401, publish(server, "wrong", "nonsense").statusCode());
    }
  }

  private GatewayServer start(String transport, String... settings) throws Exception {
    return GatewayServer.startOn(directory, transport, settings);
  }

  private static HttpResponse<String> publish(GatewayServer server, String key, String body)
      throws Exception {
    return server.bearer(key, "POST", "/integration/events", body);
  }

  private static String event(String name, String data) {
    return "{\"name\":\"" + name + "\",\"data\":" + data + "}";
  }
}
