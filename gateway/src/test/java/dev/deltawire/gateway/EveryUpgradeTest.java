package dev.deltawire.gateway;

import static dev.deltawire.gateway.SpokenDialect.AGENT;
import static dev.deltawire.gateway.SpokenDialect.CHAT;
import static dev.deltawire.gateway.SpokenDialect.HOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.SpokenDialect.Ticket;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireResponse;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Upgrades are judged alike by all dialects (PROTOCOLS 1.1 and 1.2). */
final class EveryUpgradeTest {

  private static final String FORWARDED = "X-Forwarded-For: 203.0.113.9"; // I-03
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways();
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  private static WireResponse upgrade(GatewayServer gateway, Ticket ticket, String... more)
      throws Exception {
    List<String> headers = new ArrayList<>(ticket.headers());
    headers.addAll(List.of(more));
    return gateway.peer().upgrade(ticket.target(), headers.toArray(String[]::new));
  }

  /** A refusal in the shape of the dialect. */
  private static void assertRefused(SpokenDialect dialect, int status, WireResponse response) {
    assertEquals(status, response.status(), response::text);
    assertTrue(response.text().startsWith(dialect.rest.refusal()), response::text);
    assertEquals(List.of("application/json"), response.header("content-type"));
  }

  @OnEveryDialect
  void x01_theMountMatchesExactly(SpokenDialect dialect, String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    String good = dialect.ticket(gateway).target();
    for (String path : List.of(dialect.mount + "/", dialect.mount + "x", "/" + dialect.mount)) {
      WireResponse response = gateway.peer().upgrade(good.replace(dialect.mount, path));
      assertEquals(404, response.status(), path);
    }
  }

  @OnEveryDialect
  void x02_aDisabledDialectIsNotThere(SpokenDialect dialect, String transport) throws Exception {
    String[] off = SpokenDialect.settings(dialect.key() + ".enabled=false");
    try (GatewayServer gateway = GatewayServer.start(transport, off)) {
      assertEquals(404, gateway.peer().upgrade(dialect.mount + dialect.upgrade.query()).status());
      HttpResponse<String> rest =
          gateway.operator(dialect.rest.method(), dialect.rest.path(), "{}");
      assertEquals(404, rest.statusCode(), rest::body);
    }
  }

  @OnEveryDialect
  void x07_whatIsNoUpgradeIsAnswered426(SpokenDialect dialect, String transport) throws Exception {
    HttpResponse<String> response = gateways.over(transport).http("GET", dialect.mount, "");
    assertEquals(426, response.statusCode());
    assertEquals("websocket", response.headers().firstValue("upgrade").orElseThrow());
  }

  @OnEveryDialect
  void x08_aBadHandshakeIsRefused(SpokenDialect dialect, String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    String good = RawPeer.upgradeHead(dialect.mount + dialect.upgrade.query());
    RawPeer keyless = gateway.peer();
    keyless.send(good.replaceFirst("Sec-WebSocket-Key: .*\r\n", ""));
    assertEquals(400, keyless.response().status());
    RawPeer old = gateway.peer();
    old.send(good.replace("Version: 13", "Version: 12"));
    WireResponse response = old.response();
    assertEquals(426, response.status());
    assertEquals(List.of("13"), response.header("sec-websocket-version"));
  }

  @OnEveryDialect
  void x11_m54_aBadCredentialIsRefusedInTheShapeOfTheDialect(
      SpokenDialect dialect, String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    String target = dialect.mount + "?token=bad";
    switch (dialect) {
      case INTEGRATION ->
          assertRefused(dialect, 403, gateway.peer().upgrade(dialect.mount, FORWARDED));
      case MESSENGER -> {
        RawPeer peer = gateway.open(dialect.mount, "Authorization: Bearer dw_live_bad");
        assertEquals("1008 Invalid token", Speaker.close(peer.frame()));
      }
      default -> assertRefused(dialect, 401, gateway.peer().upgrade(target));
    }
  }

  @OnEveryDialect
  void x12_noOfferedSubprotocolIsSelected(SpokenDialect dialect, String transport)
      throws Exception {
    GatewayServer gateway = gateways.over(transport);
    WireResponse response =
        upgrade(gateway, dialect.ticket(gateway), "Sec-WebSocket-Protocol: chat, other");
    assertEquals(101, response.status());
    assertEquals(List.of(), response.header("sec-websocket-protocol"));
  }

  @OnEveryDialect
  void x06_x09_theOriginIsLookedAtBeforeTheCredential(SpokenDialect dialect, String transport)
      throws Exception {
    String setting = dialect.key() + ".allowedOrigins=https://hub.example";
    try (GatewayServer gateway = GatewayServer.start(transport, SpokenDialect.settings(setting))) {
      String foreign = "Origin: https://evil.example";
      assertRefused(dialect, 403, gateway.peer().upgrade(dialect.mount + "?token=bad", foreign));
      Ticket ticket = dialect.ticket(gateway);
      assertEquals(101, upgrade(gateway, ticket, "Origin: https://hub.example").status());
      assertEquals(101, upgrade(gateway, ticket).status());
    }
  }

  @OnEveryDialect
  void x09_x10_aFullServerAnswers503BeforeItLooksAtCredentials(
      SpokenDialect dialect, String transport) throws Exception {
    try (GatewayServer gateway =
        GatewayServer.start(transport, SpokenDialect.settings("ws.maxConnections=1"))) {
      Speaker first = Speaker.connect(dialect, gateway);
      assertRefused(dialect, 503, gateway.peer().upgrade(dialect.mount + "?token=bad"));
      first.exchange(dialect.good);
    }
  }

  @OnEveryDialect
  void x10_x70_aPrincipalHasAtMostItsShare(SpokenDialect dialect, String transport)
      throws Exception {
    String[] two = SpokenDialect.settings("ws.maxConnectionsPerPrincipal=2");
    try (GatewayServer gateway = GatewayServer.start(transport, two)) {
      Ticket ticket = dialect.ticket(gateway);
      Speaker.connect(dialect, gateway, ticket);
      Speaker second = Speaker.connect(dialect, gateway, ticket);
      switch (dialect) {
        case INTEGRATION -> Speaker.connect(dialect, gateway, ticket); // it knows nobody (I-01)
        case MESSENGER -> {
          RawPeer third = gateway.open(ticket.target(), ticket.headers().toArray(String[]::new));
          assertEquals("1013 too many connections", Speaker.close(third.frame()));
        }
        default -> assertRefused(dialect, 429, upgrade(gateway, ticket));
      }
      second.exchange(dialect.good);
    }
  }

  /** A ticket of a dialect whose tokens expire, good until then. */
  private static Ticket ticketUntil(SpokenDialect dialect, Instant expiry) {
    String claims =
        switch (dialect) {
          case HOME -> "\"deviceId\":\"d\",\"userId\":\"u\",\"deviceType\":\"tv\"";
          default -> "\"sub\":\"someone\"";
        };
    return new Ticket(dialect.mount + "?token=" + Jwt.sign(claims, expiry), List.of());
  }

  @OnEveryTransport
  void x55_aTokenThatExpiresClosesNoSocket(String transport) throws Exception {
    Instant begin = Instant.now();
    AtomicReference<Instant> now = new AtomicReference<>(begin);
    try (GatewayServer gateway =
        GatewayServer.start(now::get, transport, SpokenDialect.settings())) {
      gateway.operator("POST", "/api/createUser", "{\"username\":\"someone\"}");
      Map<SpokenDialect, Speaker> speakers = new EnumMap<>(SpokenDialect.class);
      for (SpokenDialect dialect : List.of(AGENT, HOME, CHAT)) {
        Ticket ticket = ticketUntil(dialect, begin.plusSeconds(60));
        speakers.put(dialect, Speaker.connect(dialect, gateway, ticket));
      }
      now.set(begin.plusSeconds(120));
      for (SpokenDialect dialect : speakers.keySet()) {
        speakers.get(dialect).exchange(dialect.good);
        Ticket expired = ticketUntil(dialect, begin.plusSeconds(60));
        assertRefused(dialect, 401, upgrade(gateway, expired));
      }
    }
  }
}
