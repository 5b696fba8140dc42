package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.NetworkSet;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Upgrades to the home dialect (H-01 to H-06)")
class HomeUpgradeBlackBoxTest {

  private static final String UNAUTHORIZED = "{\"error\":\"unauthorized\"}";

  @OnEveryTransport
  void h01_aTokenInTheQuery(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      WireResponse response = server.peer().upgrade("/ws?token=" + HomeServer.PHONE);

      assertEquals(101, response.status());
      assertEquals(RawPeer.SAMPLE_ACCEPT, response.header("sec-websocket-accept").get(0));
      assertEquals(List.of(), response.header("sec-websocket-protocol"));
    }
  }

  @OnEveryTransport
  void x54_theTokenIsDecodedOnce(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      assertEquals(101, server.peer().upgrade("/ws?token=p%2Eann%2Ephone").status());
      assertEquals(401, server.peer().upgrade("/ws?token=p%252Eann%252Ephone").status());
    }
  }

  @OnEveryTransport
  void h04_aTokenAsSubprotocolIsAnsweredByTheVersion(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      assertProtocol("genie.v1", server, "/ws", "genie.v1, genie.bearer." + HomeServer.PHONE);
      assertProtocol("genie.v1", server, "/ws", "genie.bearer." + HomeServer.PHONE);
      assertProtocol("genie.v1", server, "/ws?token=" + HomeServer.PHONE, "other, genie.v1");
    }
  }

  @OnEveryTransport
  void x12_otherSubprotocolsAreNeverSelected(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      WireResponse response =
          server
              .peer()
              .upgrade("/ws?token=" + HomeServer.PHONE, "Sec-WebSocket-Protocol: chat, v2");

      assertEquals(101, response.status());
      assertEquals(List.of(), response.header("sec-websocket-protocol"));
    }
  }

  @OnEveryTransport
  void h01_theQueryWinsOverTheSubprotocol(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      String bearer = "Sec-WebSocket-Protocol: genie.bearer.";
      assertEquals(401, server.peer().upgrade("/ws?token=bad", bearer + HomeServer.PHONE).status());
      assertEquals(
          101, server.peer().upgrade("/ws?token=" + HomeServer.PHONE, bearer + "bad").status());
    }
  }

  @OnEveryTransport
  void h02_withoutAGoodTokenTheUpgradeIsAnswered401(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      for (String target :
          List.of("/ws", "/ws?token=", "/ws?token=bad", "/ws?token=a.b.tv&token=a.b.tv")) {
        RawPeer peer = server.peer();
        assertRefused(401, UNAUTHORIZED, peer.upgrade(target));
        assertTrue(peer.ends(), "the connection is closed");
      }
    }
  }

  @OnEveryTransport
  void h05_theKillSwitchKeepsOutStrangersBeforeAuthentication(String transport) throws Exception {
    NetworkSet elsewhere = NetworkSet.of(List.of("203.0.113.0/24"));
    try (HomeServer server = HomeServer.start(transport, d -> d.trustedNetworks(elsewhere))) {
      HomeDevice before = server.connect(HomeServer.PHONE);
      server.hub().killSwitch(true);
      for (String token : List.of(HomeServer.PHONE, "bad")) {
        WireResponse response = server.peer().upgrade("/ws?token=" + token);
        assertRefused(503, "{\"error\":\"unavailable\"}", response);
      }
      before.expectNothingMore();

      server.hub().killSwitch(false);
      assertEquals(401, server.peer().upgrade("/ws?token=bad").status());
      server.connect(HomeServer.PHONE).expectNothingMore();
    }
  }

  @OnEveryTransport
  void h05_theKillSwitchLeavesTrustedNetworksAlone(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      server.hub().killSwitch(true);

      server.connect(HomeServer.PHONE).expectNothingMore();
    }
  }

  @OnEveryTransport
  void h06_h60_aRevokedDeviceIsClosedAndKeptOut(String transport) throws Exception {
    HomeStore store = MemoryHomeStore.create();
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice first = server.connect(HomeServer.PHONE);
      HomeDevice second = server.connect(HomeServer.PHONE + ".s1");
      HomeDevice other = server.connect(HomeServer.TABLET);
      server.hub().revoke("phone-1");

      first.expectClose(1008, "device revoked");
      second.expectClose(1008, "device revoked");
      other.expectNothingMore();
      assertRefused(401, UNAUTHORIZED, server.peer().upgrade("/ws?token=" + HomeServer.PHONE));

      store.devices().pair("phone-1", "s2");
      assertEquals(401, server.peer().upgrade("/ws?token=" + HomeServer.PHONE + ".s1").status());
      server.connect(HomeServer.PHONE + ".s2").expectNothingMore();
    }
  }

  @OnEveryTransport
  void x06_anOriginThatIsNotAllowedIsAnswered403(String transport) throws Exception {
    Set<String> allowed = Set.of("https://hub.example");
    try (HomeServer server = HomeServer.start(transport, d -> d.allowedOrigins(allowed))) {
      String target = "/ws?token=" + HomeServer.PHONE;
      assertEquals(101, server.peer().upgrade(target, "Origin: https://hub.example").status());
      assertRefused(
          403,
          "{\"error\":\"forbidden\"}",
          server.peer().upgrade(target, "Origin: https://evil.example"));
      assertEquals(101, server.peer().upgrade(target).status());
    }
  }

  @OnEveryTransport
  void x03_anotherMethodIsAnswered405(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      RawPeer peer = server.peer();
      peer.send(RawPeer.upgradeHead("/ws?token=bad").replaceFirst("GET", "POST"));
      WireResponse response = peer.response();
      assertRefused(405, "{\"error\":\"method not allowed\"}", response);
      assertEquals(List.of("GET"), response.header("allow"));
    }
  }

  @OnEveryTransport
  void x09_authenticationComesAfterTheOtherChecks(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      assertEquals(404, server.peer().upgrade("/wS?token=bad").status());
      assertEquals(404, server.peer().upgrade("/ws/?token=" + HomeServer.PHONE).status());
    }
    Set<String> allowed = Set.of("https://hub.example");
    try (HomeServer server = HomeServer.start(transport, d -> d.allowedOrigins(allowed))) {
      assertEquals(
          403, server.peer().upgrade("/ws?token=bad", "Origin: https://x.example").status());
    }
  }

  @OnEveryTransport
  void x10_aDeviceHasAtMostItsShareOfSockets(String transport) throws Exception {
    ServerLimits limits = ServerLimits.builder().maxConnectionsPerPrincipal(2).build();
    try (HomeServer server =
        HomeServer.start(transport, MemoryHomeStore.create(), d -> d, limits)) {
      server.connect(HomeServer.PHONE);
      server.connect(HomeServer.PHONE + ".other-session");
      assertRefused(
          429,
          "{\"error\":\"too many connections\"}",
          server.peer().upgrade("/ws?token=" + HomeServer.PHONE));
      server.connect(HomeServer.TABLET).expectNothingMore();
    }
  }

  @OnEveryTransport
  void x10_aFullServerAnswers503BeforeAuthentication(String transport) throws Exception {
    ServerLimits limits = ServerLimits.builder().maxConnections(1).build();
    try (HomeServer server =
        HomeServer.start(transport, MemoryHomeStore.create(), d -> d, limits)) {
      server.connect(HomeServer.PHONE);
      for (int i = 0;
          i < 5;
          i++) { // peers that were answered and linger take no answer from others
        assertRefused(503, "{\"error\":\"unavailable\"}", server.peer().upgrade("/ws?token=bad"));
      }
    }
  }

  private static void assertProtocol(String answer, HomeServer server, String target, String offer)
      throws Exception {
    WireResponse response = server.peer().upgrade(target, "Sec-WebSocket-Protocol: " + offer);
    assertEquals(101, response.status());
    assertEquals(List.of(answer), response.header("sec-websocket-protocol"));
  }

  private static void assertRefused(int status, String body, WireResponse response) {
    assertEquals(status, response.status());
    assertEquals(body, response.text());
    assertEquals(List.of("application/json"), response.header("content-type"));
  }
}
