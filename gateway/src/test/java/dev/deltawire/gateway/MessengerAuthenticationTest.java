package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.util.List;

/** How sockets of the messenger dialect become an agent's (PROTOCOLS 6.1). */
final class MessengerAuthenticationTest {

  private static final String HELLO_OK = "{\"type\":\"hello.ok\",\"payload\":{}}";

  @OnEveryTransport
  void m01_m02_m06_aKeyInTheHeaderIsGreetedOnce(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      for (String scheme : List.of("Bearer ", "bearer ")) {
        MessengerPeer peer = site.open("Authorization: " + scheme + site.key("alice"));
        peer.expect(HELLO_OK);
        peer.expectNothingMore();
      }
    }
  }

  @OnEveryTransport
  void m02_m54_aBadKeyInTheHeaderOpensAndCloses(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      for (String key : List.of("nonsense", "", site.key("alice") + "x")) {
        MessengerPeer peer = site.open("Authorization: Bearer " + key);
        peer.expectClose(1008, "Invalid token");
      }
      MessengerPeer two =
          site.open("Authorization: Bearer " + site.key("alice"), "Authorization: Bearer nonsense");
      two.expectClose(1008, "Invalid token");
    }
  }

  @OnEveryTransport
  void m02_aBadHeaderDoesNotFallBackToHello(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer peer = site.open("Authorization: Bearer nonsense");
      peer.sendRaw("{\"type\":\"hello\",\"token\":\"" + site.key("alice") + "\"}");
      peer.expectClose(1008, "Invalid token");
    }
  }

  @OnEveryTransport
  void m03_otherCredentialsCountAsAbsent(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer basic = site.open("Authorization: Basic YWxpY2U6eA==");
      basic.sendRaw("{\"type\":\"hello\",\"token\":\"" + site.key("alice") + "\"}");
      basic.expect(HELLO_OK);

      MessengerPeer query =
          new MessengerPeer(site.server().open("/v1/ws?token=" + site.key("alice")));
      query.send("typing.start", "{\"conversation_id\":\"conv_x\"}");
      query.expectClose(1008, "HELLO frame required first");
    }
  }

  @OnEveryTransport
  void m04_m10_helloIsTakenInEachOfItsForms(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      String key = Json.quoted(site.key("alice"));
      for (String members :
          List.of(
              "\"token\":" + key,
              "\"api_key\":" + key,
              "\"payload\":{\"token\":" + key + "}",
              "\"payload\":{\"api_key\":" + key + "}",
              "\"token\":" + key + ",\"api_key\":\"bad\"")) {
        MessengerPeer peer = site.open();
        peer.sendRaw("{\"type\":\"hello\"," + members + "}");
        peer.expect(HELLO_OK);
        peer.expectNothingMore();
      }
    }
  }

  @OnEveryTransport
  void m04_x14_beforeItAMessageHas16KibibytesAtMost(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      String hello = "{\"type\":\"hello\",\"token\":" + Json.quoted(site.key("alice")) + "}";
      MessengerPeer longest = site.open();
      longest.sendRaw(" ".repeat(16_384 - hello.length()) + hello);
      longest.expect(HELLO_OK);
      longest.sendRaw(" ".repeat(20_000) + "{\"type\":\"message.send\",\"payload\":{}}");
      longest.expectError("UNSUPPORTED_ACTION");

      MessengerPeer longer = site.open();
      longer.sendRaw(" ".repeat(16_385 - hello.length()) + hello);
      longer.expectClose(1009, "message too large");
    }
  }

  @OnEveryTransport
  void m04_badKeysInHelloClose(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      for (String members :
          List.of(
              "\"x\":1",
              "\"token\":\"\"",
              "\"token\":\"bad\"",
              "\"token\":7",
              "\"token\":\"bad\",\"api_key\":" + Json.quoted(site.key("alice")))) {
        MessengerPeer peer = site.open();
        peer.sendRaw("{\"type\":\"hello\"," + members + "}");
        peer.expectClose(1008, "Invalid token");
      }
    }
  }

  @OnEveryTransport
  void m04_anyOtherFirstFrameCloses(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport)) {
      for (String first :
          List.of(
              "{\"type\":\"presence.update\",\"payload\":{\"status\":\"busy\"}}",
              "{\"type\":\"nonsense\"}",
              "{\"type\":\"hello\",\"token\":\"a\",\"token\":\"b\"}",
              "nonsense",
              "[]")) {
        MessengerPeer peer = site.open();
        peer.sendRaw(first);
        peer.expectClose(1008, "HELLO frame required first");
      }
    }
  }

  @OnEveryTransport
  void m04_whoSaysNothingIsClosed(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport, "messenger.helloTimeout=50ms")) {
      MessengerPeer peer = site.open();
      peer.expectClose(1008, "HELLO frame required");
    }
  }

  @OnEveryTransport
  void m04_sizeTypeAndEncodingAreJudgedBeforeToo(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport, "messenger.maxMessageBytes=1000")) {
      MessengerPeer large = site.open();
      large.sendRaw("x".repeat(1001));
      large.expectClose(1009, "message too large");
      MessengerPeer binary = site.open();
      binary.raw().sendFrame(0x82, new byte[] {1});
      binary.expectClose(1003, "text frames only");
      MessengerPeer garbled = site.open();
      garbled.raw().sendFrame(0x81, new byte[] {(byte) 0xff});
      garbled.expectClose(1007, "invalid UTF-8");
    }
  }

  @OnEveryTransport
  void m05_beforeAuthenticationASocketTakesNoPart(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      site.send("alice", "bob", "first");
      MessengerPeer alice = site.connect("alice");
      MessengerPeer bob = site.open();
      site.send("alice", "bob", "second");
      alice.expectNothingMore(); // no presence of bob
      bob.sendRaw("{\"type\":\"hello\",\"token\":\"" + site.key("bob") + "\"}");
      bob.expect(HELLO_OK);
      bob.message("first");
      bob.message("second");
      alice.expectPresence("bob", "online");
    }
  }

  @OnEveryTransport
  void m07_anotherHelloIsAnErrorWhateverItsKey(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer alice = site.connect("alice");
      for (String key : List.of(site.key("alice"), site.key("bob"), "bad")) {
        alice.sendRaw("{\"type\":\"hello\",\"token\":\"" + key + "\"}");
        Json error = alice.payload("error");
        assertEquals("VALIDATION_ERROR", error.text("code"));
        assertEquals("already authenticated", error.text("message"));
      }
      alice.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m13_whoIsSuspendedIsClosedAtOnceAndNotLetIn(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer first = site.connect("alice");
      MessengerPeer second = site.connect("alice");
      MessengerPeer bob = site.connect("bob");
      patch(site, "alice", "suspended");
      first.expectClose(1008, "Account suspended");
      second.expectClose(1008, "Account suspended");
      bob.expectNothingMore();
      site.open("Authorization: Bearer " + site.key("alice"))
          .expectClose(1008, "Account suspended");
      assertEquals("SUSPENDED", site.as("alice", "GET", "/v1/presence", "", 403).text("code"));

      patch(site, "alice", "active");
      site.connect("alice").expectNothingMore();
    }
  }

  @OnEveryTransport
  void m13_rotationClosesTheSocketsOfTheOldKey(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer old = site.connect("alice");
      String key =
          Json.of(site.server().operator("POST", "/v1/agents/alice/rotate", "").body())
              .text("api_key");
      old.expectClose(1008, "API key rotated");
      site.open("Authorization: Bearer " + site.key("alice")).expectClose(1008, "Invalid token");
      site.keys().put("alice", key);
      site.connect("alice").expectNothingMore();
    }
  }

  @OnEveryTransport
  void m13_deletionClosesAllSockets(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer alice = site.connect("alice");
      assertEquals(204, site.server().operator("DELETE", "/v1/agents/alice", "").statusCode());
      alice.expectClose(1008, "Account deleted");
      site.open("Authorization: Bearer " + site.key("alice")).expectClose(1008, "Invalid token");
    }
  }

  @OnEveryTransport
  void x10_tooManySocketsOfOneAgentAreClosedAfterAuthentication(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "ws.maxConnectionsPerPrincipal=1").register("alice")) {
      MessengerPeer first = site.connect("alice");
      site.open("Authorization: Bearer " + site.key("alice"))
          .expectClose(1013, "too many connections");
      MessengerPeer hello = site.open();
      hello.sendRaw("{\"type\":\"hello\",\"token\":\"" + site.key("alice") + "\"}");
      hello.expectClose(1013, "too many connections");
      first.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m57_x68_theHeartbeatBeginsAtAuthenticationAndClosesWithACode(String transport)
      throws Exception {
    try (MessengerSite site =
        MessengerSite.start(
                transport, "messenger.pingInterval=400ms", "messenger.pongTimeout=400ms")
            .register("alice")) {
      MessengerPeer silent = site.open();
      Thread.sleep(1000); // longer than interval and timeout: nobody pings who is nobody yet
      silent.sendRaw("{\"type\":\"hello\",\"token\":\"" + site.key("alice") + "\"}");
      silent.expect(HELLO_OK);
      silent.ping();
      silent.expectClose(1001, "Heartbeat timeout");
      assertTrue(silent.raw().ends());
    }
  }

  private static void patch(MessengerSite site, String handle, String status)
      throws IOException, InterruptedException {
    assertEquals(
        200,
        site.server()
            .operator("PATCH", "/v1/agents/" + handle, "{\"status\":\"" + status + "\"}")
            .statusCode());
  }
}
