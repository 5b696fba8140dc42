package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Who gets onto a socket of the chat dialect, and what comes first (C-01 to C-05). */
final class ChatUpgradeBlackBoxTest {

  private static SharedGateways dev;
  private static SharedGateways strict;

  @BeforeAll
  static void start() {
    dev = new SharedGateways("chat.jwtSecret=" + Jwt.SECRET, "chat.agents=helper");
    strict =
        new SharedGateways(
            "chat.jwtSecret=" + Jwt.SECRET, "chat.devMode=false", "chat.agents=helper");
  }

  @AfterAll
  static void stop() throws Exception {
    dev.close();
    strict.close();
  }

  @OnEveryTransport
  void c01_c02_c54_badCredentialsAreRefusedBeforeTheUpgrade(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser.dev(server, "known");
    String good = Jwt.sign("\"sub\":\"known\"");
    String expired = Jwt.sign("\"sub\":\"known\",\"exp\":1");
    String badlySigned = good.substring(0, good.length() - 4) + "AAAA";
    List<String> queries =
        List.of(
            "",
            "?token=",
            "?token=x",
            "?token=" + expired,
            "?token=" + badlySigned,
            "?token=" + good + "&token=" + good);
    for (String query : queries) {
      assertRefused(server, query);
    }
    assertEquals("known", ChatUser.connect(server, good).username());
  }

  @OnEveryTransport
  void c03_aDevTokenMakesAHumanWithACapital(String transport) throws Exception {
    RawPeer peer = dev.over(transport).open("/api/ws?token=dev:ann.b");
    assertEquals(
        "{\"method\":\"events.hello\",\"params\":"
            + "{\"username\":\"ann.b\",\"kind\":\"human\",\"display_name\":\"Ann.b\"}}",
        peer.text());
  }

  @OnEveryTransport
  void c03_agentsAndMalformedNamesHaveNoDevToken(String transport) throws Exception {
    for (String name : List.of("helper", "Ann", "", "a%20b", "-a", "a:b:c", "x".repeat(65))) {
      assertRefused(dev.over(transport), "?token=dev:" + name);
    }
  }

  @OnEveryTransport
  void c03_withoutDevModeThereAreNoDevTokens(String transport) throws Exception {
    GatewayServer server = strict.over(transport);
    server.operator("POST", "/api/createUser", "{\"username\":\"ops\"}");
    assertRefused(server, "?token=dev:ops");
  }

  @OnEveryTransport
  void c04_aSignedTokenSpeaksForAnAccountThatExists(String transport) throws Exception {
    GatewayServer server = strict.over(transport);
    assertRefused(server, "?token=" + Jwt.sign("\"sub\":\"nobody\""));
    assertRefused(server, "?token=" + Jwt.sign("\"name\":\"helper\""));
    server.operator("POST", "/api/createUser", "{\"username\":\"somebody\"}");
    String somebody = Jwt.sign("\"sub\":\"somebody\"");
    assertEquals("somebody", ChatUser.connect(server, somebody).username());
    assertEquals("helper", ChatUser.connect(server, Jwt.sign("\"sub\":\"helper\"")).username());
    assertEquals("known2", ChatUser.connect(dev.over(transport), "dev:known2").username());
    assertEquals(
        "known2",
        ChatUser.connect(dev.over(transport), Jwt.sign("\"sub\":\"known2\"")).username(),
        "valid in dev mode too");
  }

  @OnEveryTransport
  void c05_c16_helloIsTheFirstFrameOfEverySocketAndSentOnce(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(dev.over(transport));
    user.expectNothingMore();
    ChatUser second = user.again(dev.over(transport));
    assertEquals(user.username(), second.username());
    second.expectNothingMore();
    user.expectNothingMore();
  }

  @OnEveryTransport
  void c26_theCallerIsWhomTheTokenNames(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(dev.over(transport));
    Json me = user.call("accounts.me", "");
    assertEquals(user.username(), me.text("username"));
    assertEquals("human", me.text("kind"));
  }

  private static void assertRefused(GatewayServer server, String query) throws IOException {
    try (RawPeer peer = server.peer()) {
      WireResponse response = peer.upgrade("/api/ws" + query);
      assertEquals(401, response.status(), query);
      assertEquals(
          "{\"ok\":false,\"error_code\":401,\"description\":\"unauthenticated\"}", response.text());
      assertTrue(peer.ends(), "X-09: the connection is closed");
    }
  }
}
