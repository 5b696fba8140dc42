package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Requests, decisions and events of the integration dialect (PROTOCOLS 2.3). */
final class IntegrationConsentBlackBoxTest {

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("integration.requestCooldown=0s");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void i16_aSecondHelloReplacesNameAndClient(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram program = IntegrationProgram.introduced(server, "i16-first");
    program.pending();
    program.hello("i16-second");
    program.expectError("request_pending");
    program.send(
        "hello",
        "{\"clientType\":\"integration\",\"clientId\":\"i16-first\",\"displayName\":\"New name\"}");
    program.payload("welcome");
    String id = only(server, "i16-first").text("requestId");
    IntegrationProgram.decide(server, id, "deny");
    program.expectDenied(id, "user_denied");
    program.ask();
    program.payload("access_pending");
    assertEquals("New name", only(server, "i16-first").text("displayName"));
  }

  @OnEveryTransport
  void i17_i23_i35_readinessIsASnapshotAndItsLossDenies(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, "integration.requestCooldown=0s")) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "i17");
      String id = program.pending();
      server.operator("PUT", "/integration/ready", "{\"ready\":false}");
      program.expectDenied(id, "not_ready");
      program.ask();
      program.expectError("not_ready");
      program.hello("i17");
      assertEquals(
          "{\"type\":\"welcome\",\"payload\":{\"capabilities\":[\"events\",\"state\"]}}",
          program.next());
      server.operator("PUT", "/integration/ready", "{\"ready\":true}");
      program.pending();
    }
  }

  @OnEveryTransport
  void i18_i36_offAndAuto(String transport) throws Exception {
    try (GatewayServer off = GatewayServer.start(transport, "integration.consent=off");
        GatewayServer auto = GatewayServer.start(transport, "integration.consent=auto")) {
      IntegrationProgram refused = IntegrationProgram.introduced(off, "i18");
      refused.ask();
      refused.expectError("ui_unavailable");
      IntegrationProgram granted = IntegrationProgram.introduced(auto, "i18");
      granted.ask();
      assertTrue(granted.payload("access_granted").text("apiKey").startsWith("sk_live_"));
      granted.ask();
      granted.expectError("rate_limited"); // I-21
    }
  }

  @OnEveryTransport
  void i19_i20_i25_i37_onlyTheRequestingSocketHears(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram first = IntegrationProgram.introduced(server, "i20");
    IntegrationProgram second = IntegrationProgram.introduced(server, "i20");
    String id = first.pending();
    first.ask();
    first.expectError("request_pending");
    second.ask();
    second.expectError("request_pending");
    assertEquals(200, IntegrationProgram.decide(server, id, "allow").statusCode());
    first.expectGranted(id);
    assertEquals(404, IntegrationProgram.decide(server, id, "deny").statusCode());
    first.expectNothingMore();
    second.expectNothingMore();
  }

  @OnEveryTransport
  void i21_i38_cooldown(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, "integration.requestCooldown=1h")) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "i21");
      IntegrationProgram.decide(server, program.pending(), "deny");
      program.payload("access_denied");
      program.ask();
      program.expectError("rate_limited");
      IntegrationProgram again = IntegrationProgram.introduced(server, "i21");
      again.ask();
      again.expectError("rate_limited");
      IntegrationProgram.introduced(server, "i21-other").pending();
    }
  }

  @OnEveryTransport
  void i22_expiry(String transport) throws Exception {
    try (GatewayServer server =
        GatewayServer.start(transport, "integration.requestTimeout=150ms")) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "i22");
      String id = program.pending();
      program.expectDenied(id, "timeout");
      assertEquals(404, IntegrationProgram.decide(server, id, "allow").statusCode());
      assertEquals(List.of(), pending(server));
      program.expectNothingMore();
    }
  }

  @OnEveryTransport
  void i24_aLostSocketTakesItsRequestAlong(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram closing = IntegrationProgram.introduced(server, "i24-closing");
    IntegrationProgram dying = IntegrationProgram.introduced(server, "i24-dying");
    String first = closing.pending();
    String second = dying.pending();
    closing.peer().sendClose(1000, "");
    dying.peer().reset();
    awaitGone(server, "i24-closing");
    awaitGone(server, "i24-dying");
    assertEquals(404, IntegrationProgram.decide(server, first, "allow").statusCode());
    assertEquals(404, IntegrationProgram.decide(server, second, "allow").statusCode());
  }

  @OnEveryTransport
  void i26_theSameKeyForEverybodyButAFreshQuestionForEachRequest(String transport)
      throws Exception {
    GatewayServer server = gateways.over(transport);
    String first = IntegrationProgram.key(server, "i26-a");
    assertEquals(first, IntegrationProgram.key(server, "i26-a"));
    assertEquals(first, IntegrationProgram.key(server, "i26-b"));
  }

  @OnEveryTransport
  void i10_idsAreNotUsedAgain(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram program = IntegrationProgram.introduced(server, "i10");
    String first = program.pending();
    IntegrationProgram.decide(server, first, "deny");
    program.payload("access_denied");
    assertNotEquals(first, program.pending());
  }

  @OnEveryTransport
  void i14_i27_i28_eventsReachEveryWelcomedSocket(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport)) {
      IntegrationProgram first = IntegrationProgram.introduced(server, "i28");
      IntegrationProgram second = IntegrationProgram.introduced(server, "i28");
      IntegrationProgram silent = IntegrationProgram.connect(server, "i27");
      String key = IntegrationProgram.key(server, "i14");
      second.expectNothingMore(); // the key's own socket has gone by now, or will have
      String body =
          "{\"name\":\"ttsAmplitude\","
              + "\"data\":{ \"soundAmplitudeValue\": 0.30, \"animationId\" : \"abc 123\" } }";
      server.bearer(key, "POST", "/integration/events", body);
      String event =
          "{\"type\":\"event\",\"payload\":{\"name\":\"ttsAmplitude\","
              + "\"data\":{\"soundAmplitudeValue\":0.30,\"animationId\":\"abc 123\"}}}";
      assertEquals(event, first.next());
      assertEquals(event, second.next());
      silent.expectNothingMore();
      silent.hello("i27");
      silent.payload("welcome");
      silent.expectNothingMore();
    }
  }

  private static Json only(GatewayServer server, String clientId) throws Exception {
    List<Json> found =
        pending(server).stream()
            .filter(request -> request.text("clientId").equals(clientId))
            .toList();
    assertEquals(1, found.size(), found.toString());
    return found.get(0);
  }

  private static List<Json> pending(GatewayServer server) throws Exception {
    String list =
        server
            .http(
                "GET",
                "/integration/consent",
                "",
                "Accept",
                "application/json",
                "Authorization",
                "Bearer " + GatewayServer.OPERATOR)
            .body();
    return Json.of(list).list("pending");
  }

  /** Waits until a request has gone, which the server learns from the socket. */
  private static void awaitGone(GatewayServer server, String clientId) throws Exception {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (pending(server).stream().anyMatch(r -> r.text("clientId").equals(clientId))) {
      assertTrue(System.nanoTime() < deadline, clientId + " is still pending");
      Thread.onSpinWait();
    }
  }
}
