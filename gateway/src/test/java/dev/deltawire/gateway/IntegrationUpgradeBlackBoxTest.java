package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireResponse;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Who is let near the integration dialect (PROTOCOLS 2.1). */
final class IntegrationUpgradeBlackBoxTest {

  private static final String FORBIDDEN = "{\"code\":\"forbidden\",\"message\":\"forbidden\"}";
  private static final List<String> REST =
      List.of(
          "GET /integration/consent",
          "POST /integration/consent/login",
          "GET /integration/channel",
          "GET /integration/nonsense",
          "OPTIONS /integration/channel");
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways =
        new SharedGateways(
            "http.host=0.0.0.0",
            "http.allowedOrigins=https://listed.example",
            "integration.allowedOrigins=https://listed.example");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void i01_noCredentialIsAskedFor(String transport) throws Exception {
    WireResponse response = upgrade(transport, "/integration?token=whatever");
    assertEquals(101, response.status());
    assertEquals(List.of(), response.header("sec-websocket-protocol"));
  }

  @OnEveryTransport
  void i02_peersOfOtherMachinesAreForbidden(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    int webSocketPort = port(server.gateway().listeners().webSocketAuthority());
    try (RawPeer peer = RawPeer.connect(new InetSocketAddress(otherAddress(), webSocketPort))) {
      WireResponse refused = peer.upgrade("/integration", "X-Forwarded-For: 127.0.0.1");
      assertEquals(403, refused.status());
      assertEquals(FORBIDDEN, refused.text());
      assertEquals(List.of("application/json"), refused.header("content-type"));
      assertTrue(peer.ends());
    }
    int httpPort = port(server.gateway().listeners().httpAuthority());
    for (String request : REST) {
      try (RawPeer peer = RawPeer.connect(new InetSocketAddress(otherAddress(), httpPort))) {
        WireResponse refused = request(peer, request, "Host: localhost");
        assertEquals(403, refused.status(), request);
        assertEquals(FORBIDDEN, refused.text(), request);
      }
    }
  }

  @OnEveryTransport
  void i03_proxiesAndReboundNamesAreForbidden(String transport) throws Exception {
    for (String header :
        List.of("Forwarded: for=127.0.0.1", "X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1")) {
      assertEquals(403, upgrade(transport, "/integration", header).status(), header);
      for (String request : REST) {
        assertEquals(403, rest(transport, request, "Host: localhost", header).status(), request);
      }
    }
    for (String host : List.of("evil.example", "localhost.evil.example", "192.0.2.1")) {
      assertEquals(403, upgradeOf(transport, host).status(), host);
      assertEquals(403, rest(transport, REST.get(0), "Host: " + host).status(), host);
    }
    for (String host : List.of("LOCALHOST:1", "127.0.0.1", "[::1]:51743")) {
      assertEquals(101, upgradeOf(transport, host).status(), host);
      assertEquals(401, rest(transport, REST.get(0), "Host: " + host).status(), host);
    }
  }

  @OnEveryTransport
  void i03_aMissingOrRepeatedHostIsABadRequest(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    String head = RawPeer.upgradeHead("/integration");
    for (String hosts : List.of("", "Host: localhost\r\nHost: localhost\r\n")) {
      RawPeer upgrading = server.peer();
      upgrading.send(head.replace("Host: localhost\r\n", hosts));
      assertEquals(400, upgrading.response().status());
      RawPeer plain = server.httpPeer();
      plain.send("GET /integration/consent HTTP/1.1\r\n" + hosts + "\r\n");
      assertEquals(400, plain.response().status());
    }
  }

  @OnEveryTransport
  void i04_originsOfOtherMachinesAreForbiddenUnlessListed(String transport) throws Exception {
    for (String origin :
        List.of("https://evil.example", "null", "https://localhost.evil.example", "file://")) {
      WireResponse refused = upgrade(transport, "/integration", "Origin: " + origin);
      assertEquals(403, refused.status(), origin);
      assertEquals(FORBIDDEN, refused.text());
    }
    for (String origin :
        List.of("http://localhost:3000", "https://127.0.0.1", "https://listed.example")) {
      assertEquals(101, upgrade(transport, "/integration", "Origin: " + origin).status(), origin);
    }
  }

  @OnEveryTransport
  void i05_theCustomaryAddressHasNoPath(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, "integration.mount=/")) {
      try (RawPeer peer = server.open("/")) {
        peer.sendText(
            "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",\"clientId\":\"x\"}}");
        assertTrue(peer.text().startsWith("{\"type\":\"welcome\""));
      }
      assertEquals(404, server.peer().upgrade("/integration").status());
      assertEquals(
          200, server.operator("PUT", "/integration/ready", "{\"ready\":true}").statusCode());
      assertEquals(426, server.http("GET", "/", "").statusCode());
      assertEquals(200, server.http("GET", "/health", "").statusCode());
    }
  }

  @OnEveryTransport
  void x09_handshakeThenSourceThenCapacity(String transport) throws Exception {
    GatewayServer full = GatewayServer.start(transport, "ws.maxConnections=1");
    try (full) {
      full.open("/integration");
      assertEquals(403, full.peer().upgrade("/integration", "Origin: null").status());
      assertEquals(503, full.peer().upgrade("/integration").status());
    }
    RawPeer peer = gateways.over(transport).peer();
    peer.send(
        RawPeer.upgradeHead("/integration", "Origin: null")
            .replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 12"));
    assertEquals(426, peer.response().status());
  }

  @OnEveryTransport
  void x02_aDisabledDialectHasNoPaths(String transport) throws Exception {
    try (GatewayServer server = GatewayServer.start(transport, "integration.enabled=false")) {
      assertEquals(404, server.peer().upgrade("/integration").status());
      for (String path : List.of("/integration/consent", "/integration/channel", "/integration")) {
        assertEquals(404, server.operator("GET", path, "").statusCode(), path);
      }
    }
  }

  @OnEveryTransport
  void x06_listedOriginsAreAnsweredWithCorsButNotFromElsewhere(String transport) throws Exception {
    String[] preflight = {
      "Host: localhost", "Origin: https://listed.example", "Access-Control-Request-Method: GET"
    };
    WireResponse allowed = rest(transport, "OPTIONS /integration/channel", preflight);
    assertEquals(204, allowed.status());
    assertEquals(List.of("https://listed.example"), allowed.header("access-control-allow-origin"));
    preflight[0] = "Host: evil.example";
    assertEquals(403, rest(transport, "OPTIONS /integration/channel", preflight).status());
  }

  private static WireResponse upgrade(String transport, String target, String... headers)
      throws Exception {
    return gateways.over(transport).peer().upgrade(target, headers);
  }

  private static WireResponse upgradeOf(String transport, String host) throws Exception {
    RawPeer peer = gateways.over(transport).peer();
    peer.send(RawPeer.upgradeHead("/integration").replace("Host: localhost", "Host: " + host));
    return peer.response();
  }

  private static WireResponse rest(String transport, String request, String... headers)
      throws Exception {
    return request(gateways.over(transport).httpPeer(), request, headers);
  }

  private static WireResponse request(RawPeer peer, String request, String... headers)
      throws Exception {
    peer.send(
        request + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nContent-Length: 0\r\n\r\n");
    return peer.response();
  }

  private static int port(String authority) {
    return URI.create("tcp://" + authority).getPort();
  }

  /** An address of this machine that is not loopback, as a peer on the same network uses it. */
  private static InetAddress otherAddress() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst()
        .orElseThrow(() -> new AssertionError("this machine is on no IPv4 network"));
  }
}
