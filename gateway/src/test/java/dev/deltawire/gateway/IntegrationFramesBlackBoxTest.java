package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Frames and errors of the integration dialect (PROTOCOLS 2.2 and 2.4). */
final class IntegrationFramesBlackBoxTest {

  private static final String SCOPES = "\"requestedScopes\":[\"rest.full\"]";
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways =
        new SharedGateways(
            "integration.requestCooldown=0s",
            "integration.keyPrefix=ck_",
            "ws.protocolErrorLimit=1000");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void i06_theEnvelopeNeedsNoPayloadAndTakesMore(String transport) throws Exception {
    IntegrationProgram program = connect(transport, "i06");
    for (String message :
        List.of(
            "{\"type\":\"hello\"}",
            "{\"type\":\"hello\",\"payload\":null}",
            "{\"id\":1,\"payload\":{},\"timestamp\":2,\"type\":\"hello\"}")) {
      program.sendRaw(message);
      program.expectError("invalid_client_type");
    }
  }

  @OnEveryTransport
  void i07_i08_i15_helloIsAnsweredByWelcome(String transport) throws Exception {
    IntegrationProgram program = connect(transport, "i07");
    program.sendRaw(
        "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",\"clientId\":\"lumia\","
            + "\"displayName\":\"Lumia\",\"version\":\"not a version\",\"more\":[]}}");
    assertEquals(
        "{\"type\":\"welcome\",\"payload\":"
            + "{\"capabilities\":[\"events\",\"state\",\"integration.auth\"]}}",
        program.next());
    program.expectNothingMore();
  }

  @OnEveryTransport
  void i09_i10_i11_aRequestWithDefaults(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram program = introduced(transport, "i09");
    program.send(
        "request_access",
        "{\"clientId\":\"i09\",\"displayName\":null,"
            + "\"requestedScopes\":[\"rest.full\",\"rest.full\"]}");
    String id = program.payload("access_pending").text("requestId");
    assertTrue(id.matches("req_[0-9A-HJKMNP-TV-Z]{8}"), id);
    IntegrationProgram.decide(server, id, "allow");
    String frame = program.next();
    Json granted = Json.of(frame).at("payload");
    assertEquals(id, granted.text("requestId"));
    assertTrue(granted.text("apiKey").matches("ck_[A-Za-z0-9_-]{32}"), frame);
    assertEquals(1, granted.list("scopes").size());
    assertFalse(granted.has("channelName"), frame);
  }

  @OnEveryTransport
  void i12_i13_denialsAndErrorsSayNoMore(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    IntegrationProgram program = introduced(transport, "i12");
    String id = program.pending();
    IntegrationProgram.decide(server, id, "deny");
    assertEquals(
        "{\"type\":\"access_denied\",\"payload\":{\"requestId\":\""
            + id
            + "\",\"reason\":\"user_denied\"}}",
        program.next());
    program.send("request_access", "{\"clientId\":\"i12\",\"requestedScopes\":[\"rest.write\"]}");
    assertEquals(
        "{\"type\":\"error\",\"payload\":{\"code\":\"invalid_scope\","
            + "\"message\":\"Unsupported scope: rest.write\"}}",
        program.next());
  }

  @OnEveryTransport
  void i29_malformedFramesAndFields(String transport) throws Exception {
    IntegrationProgram program = introduced(transport, "i29");
    for (String message :
        List.of(
            "x",
            "{\"payload\":{}}",
            "{\"type\":7}",
            "{\"type\":\"hello\",\"payload\":[]}",
            "{\"type\":\"nonsense\",\"payload\":1}",
            "{\"type\":\"hello\",\"payload\":{\"displayName\":\"\"}}",
            "{\"type\":\"hello\",\"payload\":{\"version\":1}}",
            "{\"type\":\"hello\",\"payload\":{\"displayName\":\"" + "x".repeat(129) + "\"}}",
            "{\"type\":\"request_access\",\"payload\":{\"displayName\":7," + SCOPES + "}}",
            "{\"type\":\"request_access\",\"payload\":{\"clientId\":\"i29\"}}",
            "{\"type\":\"request_access\",\"payload\":{\"requestedScopes\":[]}}",
            "{\"type\":\"request_access\",\"payload\":{\"requestedScopes\":[7]}}")) {
      program.sendRaw(message);
      program.expectError("invalid_message");
    }
    program.pending();
  }

  @OnEveryTransport
  void i30_unknownAndServerOnlyTypes(String transport) throws Exception {
    IntegrationProgram program = connect(transport, "i30");
    for (String type : List.of("nonsense", "welcome", "access_granted", "event", "Hello", "")) {
      program.send(type, "{\"displayName\":1}");
      assertEquals("Unknown message type: " + type, program.expectError("unknown_type"));
    }
  }

  @OnEveryTransport
  void i31_i32_i33_i34_theFirstRowThatFitsDecides(String transport) throws Exception {
    IntegrationProgram program = connect(transport, "i31");
    program.send("request_access", "{\"clientId\":\"!\",\"requestedScopes\":[\"rest.write\"]}");
    program.expectError("missing_hello");
    program.send("hello", "{\"clientType\":\"overlay\",\"clientId\":\"!\"}");
    program.expectError("invalid_client_type");
    program.ask();
    program.expectError("missing_hello");
    for (String id : List.of("", "!", "a b", "x".repeat(129))) {
      program.hello(id);
      program.expectError("invalid_client_id");
    }
    program.hello("i31");
    program.payload("welcome");
    for (String id : List.of("\"other\"", "null", "7", "\"I31\"")) {
      program.send("request_access", "{\"clientId\":" + id + ",\"requestedScopes\":[\"x\"]}");
      program.expectError("invalid_client_id");
    }
    program.send("request_access", "{\"clientId\":\"i31\",\"requestedScopes\":[\"x\",\"y\"]}");
    assertEquals("Unsupported scope: x", program.expectError("invalid_scope"));
    program.pending();
  }

  @OnEveryTransport
  void i34_aBadScopeComesBeforeReadinessAndPendingRequests(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, "integration.ready=false")) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "i34");
      program.send("request_access", "{\"clientId\":\"i34\",\"requestedScopes\":[\"x\"]}");
      program.expectError("invalid_scope");
      program.ask();
      program.expectError("not_ready");
      server.operator("PUT", "/integration/ready", "{\"ready\":true}");
      program.pending();
      program.send("request_access", "{\"clientId\":\"i34\",\"requestedScopes\":[\"x\"]}");
      program.expectError("invalid_scope");
    }
  }

  @OnEveryTransport
  void x25_x26_theFourCodesCountAndOthersDoNot(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport)) {
      IntegrationProgram program = IntegrationProgram.introduced(server, "x26");
      for (int i = 0; i < 10; i++) {
        program.send("request_access", "{\"clientId\":\"x26\",\"requestedScopes\":[\"x\"]}");
        program.expectError("invalid_scope");
      }
      program.pending();
      for (int i = 0; i < 10; i++) {
        program.ask();
        program.expectError("request_pending");
      }
      List<String> counted =
          List.of(
              "{}",
              "{\"type\":\"nonsense\"}",
              "{\"type\":\"hello\"}",
              "{\"type\":\"request_access\",\"payload\":{\"clientId\":\"other\"," + SCOPES + "}}");
      for (int i = 0; i < 8; i++) {
        program.sendRaw(counted.get(i % 4));
        program.payload("error");
      }
      program.sendRaw(counted.get(3));
      assertEquals(1008, program.peer().frame().closeCode());
    }
  }

  private static IntegrationProgram connect(String transport, String clientId) throws Exception {
    return IntegrationProgram.connect(gateways.over(transport), clientId);
  }

  private static IntegrationProgram introduced(String transport, String clientId) throws Exception {
    return IntegrationProgram.introduced(gateways.over(transport), clientId);
  }
}
