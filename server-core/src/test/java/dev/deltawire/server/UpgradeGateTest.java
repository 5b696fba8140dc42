package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UpgradeGateTest {

  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final List<Throwable> errors = new ArrayList<>();
  private final TestLoop loop = new TestLoop();
  private final GateDialect dialect = new GateDialect();
  private final ServerLimits limits =
      ServerLimits.builder().maxConnections(3).maxConnectionsPerPrincipal(2).build();
  private final ConnectionRegistry registry = new ConnectionRegistry(limits.maxConnections());
  private final UpgradeGate gate = gate();

  @Test
  @DisplayName("X-09: path, handshake, origin, capacity, authentication, principal, in this order")
  void orderOfChecks() {
    Map<String, List<String>> bad = headers();
    bad.remove("sec-websocket-key");
    bad.put("origin", List.of("http://evil"));
    dialect.admission = new Dialect.Admission.Refused(HttpResponse.json(401, "{}"));
    assertEquals(404, status("GET", "/other", bad));
    assertEquals(400, status("GET", "/t", bad));
    bad.put("sec-websocket-key", List.of(KEY));
    assertEquals(403, status("GET", "/t", bad));
    bad.remove("origin");
    fill();
    dialect.screening = () -> OptionalInt.of(403);
    assertEquals(403, status("GET", "/t", bad));
    dialect.screening = OptionalInt::empty;
    assertEquals(503, status("GET", "/t", bad));
    registry.release();
    HttpResponse unknown = answer("GET", "/t", bad).refused;
    assertEquals(401, unknown.status());
    assertEquals("Bearer", unknown.headers().get("WWW-Authenticate"));
  }

  @Test
  @DisplayName("X-12: compression is agreed on where the dialect allows it, and not otherwise")
  void compression() {
    Map<String, List<String>> offering =
        replaced("sec-websocket-extensions", List.of("x, permessage-deflate", "y"));
    assertEquals(Optional.empty(), answer("GET", "/t", offering).accepted.compression());
    dialect.compression = true;
    UpgradeGate allowing = gate();
    GateAnswer answer = new GateAnswer(new TestChannel(loop.loop));
    allowing.upgrade(request("GET", "/t", offering), answer);
    assertEquals(
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        answer.accepted.compression().orElseThrow().answer());
    GateAnswer without = new GateAnswer(new TestChannel(loop.loop));
    allowing.upgrade(request("GET", "/t", headers()), without);
    assertEquals(Optional.empty(), without.accepted.compression());
  }

  @Test
  @DisplayName("RFC 6455 §9.1: malformed extensions refuse the handshake")
  void malformedExtensions() {
    assertEquals(400, with("sec-websocket-extensions", List.of("permessage-deflate;")));
  }

  @Test
  @DisplayName("X-08: keys that are missing, repeated or no 16 bytes: 400; other versions: 426")
  void badHandshakes() {
    assertEquals(400, with("sec-websocket-key", List.of()));
    assertEquals(400, with("sec-websocket-key", List.of(KEY, KEY)));
    assertEquals(400, with("sec-websocket-key", List.of("dGhlIHNhbXBsZSBub25jZQ=")));
    assertEquals(400, with("sec-websocket-key", List.of("!GhlIHNhbXBsZSBub25jZQ==")));
    assertEquals(400, with("connection", List.of("keep-alive")));
    assertEquals(426, with("sec-websocket-version", List.of("8")));
    assertEquals(426, with("sec-websocket-version", List.of()));
    GateAnswer answer = answer("GET", "/t", replaced("sec-websocket-version", List.of("12")));
    assertEquals("13", answer.refused.headers().get("Sec-WebSocket-Version"));
    assertEquals(405, status("POST", "/t", headers()));
  }

  @Test
  @DisplayName("X-06: an Origin must be allowed, none is always")
  void origins() {
    assertEquals(403, with("origin", List.of("http://evil")));
    assertEquals(403, with("origin", List.of("http://good", "http://evil")));
    assertEquals(101, with("origin", List.of("http://good")));
    assertEquals(101, with("origin", List.of()));
  }

  @Test
  @DisplayName("X-43: a screening that throws refuses with 500 and takes no place")
  void throwingScreening() {
    dialect.screening =
        () -> {
          throw new IllegalStateException("secret");
        };
    assertEquals(500, status("GET", "/t", headers()));
    assertEquals("secret", errors.get(0).getMessage());
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-10: connections of one principal are limited, and their end makes room")
  void perPrincipal() {
    TestChannel first = connect();
    assertEquals(101, status("GET", "/t", headers()));
    assertEquals(429, status("GET", "/t", headers()));
    first.terminate();
    assertEquals(101, status("GET", "/t", headers()));
  }

  @Test
  @DisplayName("X-10: an anonymous connection counts for its principal from authentication on")
  void perPrincipalInBand() {
    List<Connection> connections = anonymous();
    TestChannel first = connect();
    assertTrue(connections.get(0).authenticate("agent"));
    connect();
    assertTrue(connections.get(1).authenticate("agent"));
    connect();
    assertFalse(connections.get(2).authenticate("agent"));
    first.terminate();
    assertTrue(connections.get(2).authenticate("agent"));
    assertThrows(IllegalStateException.class, () -> connections.get(2).authenticate("again"));
  }

  @Test
  @DisplayName("X-10: who authenticates after the connection has gone takes nobody's place")
  void authenticatedTooLate() {
    List<Connection> connections = anonymous();
    connect().terminate();
    connect().terminate();
    assertTrue(registry.isEmpty());
    assertTrue(connections.get(0).authenticate("agent"));
    assertTrue(connections.get(1).authenticate("agent"));
    dialect.admission =
        new Dialect.Admission.Accepted(
            "agent", null, connection -> new GateDialect.IgnoringSession());
    assertEquals(101, status("GET", "/t", headers()));
    assertEquals(101, status("GET", "/t", headers()));
  }

  @Test
  @DisplayName("X-10: connections in all are limited, and refusals take no place")
  void inAll() {
    dialect.admission = new Dialect.Admission.Refused(HttpResponse.json(401, "{}"));
    for (int i = 0; i < 10; i++) {
      assertEquals(401, status("GET", "/t", headers()));
    }
    fill();
    assertEquals(503, status("GET", "/t", headers()));
  }

  @Test
  @DisplayName("X-43: a check that throws refuses with 500 and tells nothing")
  void throwingCheck() {
    dialect.admission = null;
    dialect.failure = new IllegalStateException("secret");
    GateAnswer answer = answer("GET", "/t", headers());
    assertEquals(500, answer.refused.status());
    assertEquals(
        "refused 500", new String(answer.refused.body(), java.nio.charset.StandardCharsets.UTF_8));
    assertEquals("secret", errors.get(0).getMessage());
  }

  @Test
  @DisplayName("X-10 X-43: a check without verdict, and a refusal that throws, keep no place")
  void defectsKeepNoPlace() {
    dialect.admission = null;
    assertEquals(500, status("GET", "/t", headers()));
    dialect.whileAdmitting =
        () ->
            new Dialect.Admission.Accepted(
                "a", "b\r\nc", connection -> new GateDialect.IgnoringSession());
    assertEquals(500, status("GET", "/t", headers()));
    dialect.failure = new IllegalStateException("secret");
    dialect.refusalFailure = new IllegalStateException("secret, too");
    assertEquals(500, status("GET", "/t", headers()));
    assertEquals(400, with("sec-websocket-key", List.of()));
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-42: who is being admitted when the drain begins gets 503")
  void drainingMeanwhile() {
    dialect.whileAdmitting = gate::startDraining;
    assertEquals(503, status("GET", "/t", headers()));
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-10: a session that can't be made gives its places back when its socket has gone")
  void failingSession() {
    dialect.admission =
        new Dialect.Admission.Accepted(
            "someone",
            null,
            connection -> {
              throw new IllegalStateException("no session");
            });
    connect().terminate();
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-10: a connection that can't be made keeps no places")
  void failingConnection() {
    TestChannel broken = new TestChannel(null); // its loop is the first thing that is asked for
    for (int i = 0; i < 2; i++) {
      GateAnswer answer = new GateAnswer(broken);
      answer.waits = true;
      gate.upgrade(request("GET", "/t", headers()), answer);
      assertThrows(NullPointerException.class, answer::open);
    }
    connect();
    connect();
  }

  @Test
  @DisplayName(
      "X-10 X-43: an acceptance that can't be sent is answered with 500, and keeps no place")
  void failingAcceptance() {
    refuseToSend();
    refuseToSend();
    connect().terminate();
    anonymous();
    refuseToSend();
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-10: who can't even be admitted for want of memory keeps no place")
  void noMemoryToAdmit() {
    UpgradeGate failing =
        gate(
            admission -> {
              throw new OutOfMemoryError("no task");
            });
    GateAnswer answer = new GateAnswer(null);
    HttpRequest request = request("GET", "/t", headers());
    assertThrows(OutOfMemoryError.class, () -> failing.upgrade(request, answer));
    assertTrue(registry.isEmpty());
  }

  @Test
  @DisplayName("X-10 X-43: want of memory for a verdict is a 500, and keeps no place")
  void noMemoryForTheVerdict() {
    dialect.failure = new OutOfMemoryError("no admission");
    dialect.refusalFailure = new OutOfMemoryError("no refusal");
    assertEquals(500, status("GET", "/t", headers()));
    assertEquals(2, errors.size());
    assertTrue(registry.isEmpty());
  }

  private void refuseToSend() {
    GateAnswer answer = new GateAnswer(null);
    answer.failure = new IllegalArgumentException("no head");
    gate.upgrade(request("GET", "/t", headers()), answer);
    assertEquals(500, answer.refused.status());
    assertEquals("no head", errors.remove(0).getMessage());
  }

  @Test
  @DisplayName("X-42: while draining new upgrades get 503")
  void draining() {
    gate.startDraining();
    assertEquals(503, status("GET", "/t", headers()));
  }

  @Test
  @DisplayName(
      "X-07: a mount without upgrade answers 426, other methods 405, other paths the fallback")
  void plainRequests() {
    MountGuard guard =
        new MountGuard(
            Map.of("/t", new MountedDialect(dialect)), request -> HttpResponse.text(200, "ok"));
    HttpResponse plain = guard.handle(request("GET", "/t", Map.of()));
    assertEquals(426, plain.status());
    assertEquals("websocket", plain.headers().get("Upgrade"));
    HttpResponse post = guard.handle(request("POST", "/t", Map.of()));
    assertEquals(405, post.status());
    assertEquals("GET", post.headers().get("Allow"));
    assertEquals(200, guard.handle(request("GET", "/else", Map.of())).status());
  }

  private void fill() {
    for (int i = 0; i < limits.maxConnections(); i++) {
      assertTrue(registry.reserve());
    }
  }

  private TestChannel connect() {
    GateAnswer answer = answer("GET", "/t", headers());
    assertNull(answer.refused);
    return answer.channel;
  }

  private int with(String header, List<String> values) {
    GateAnswer answer = answer("GET", "/t", replaced(header, values));
    if (answer.refused == null) {
      answer.channel.terminate();
      return 101;
    }
    return answer.refused.status();
  }

  private int status(String method, String path, Map<String, List<String>> headers) {
    GateAnswer answer = answer(method, path, headers);
    return answer.refused == null ? 101 : answer.refused.status();
  }

  private GateAnswer answer(String method, String path, Map<String, List<String>> headers) {
    GateAnswer answer = new GateAnswer(new TestChannel(loop.loop));
    gate.upgrade(request(method, path, headers), answer);
    return answer;
  }

  private UpgradeGate gate() {
    return gate(Runnable::run);
  }

  private UpgradeGate gate(Executor admissions) {
    return new UpgradeGate(
        Map.of("/t", new MountedDialect(dialect)),
        new ConnectionServices(
            limits,
            CompressionOptions.STANDARD,
            Runnable::run,
            new BusyTurns(Runnable::run, 1),
            (where, error) -> errors.add(error),
            MemoryBudget.ofHeap()),
        registry,
        admissions);
  }

  private static Map<String, List<String>> replaced(String header, List<String> values) {
    Map<String, List<String>> headers = headers();
    headers.put(header, values);
    return headers;
  }

  private static Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("upgrade", List.of("websocket"));
    headers.put("connection", List.of("keep-alive, Upgrade"));
    headers.put("sec-websocket-key", List.of(KEY));
    headers.put("sec-websocket-version", List.of("13"));
    return headers;
  }

  private static HttpRequest request(
      String method, String path, Map<String, List<String>> headers) {
    InetSocketAddress peer = InetSocketAddress.createUnresolved("peer", 1);
    return new HttpRequest(method, path, Optional.empty(), headers, peer, new byte[0]);
  }

  /** Lets the dialect admit everybody as nobody; the connections that come. */
  private List<Connection> anonymous() {
    List<Connection> connections = new ArrayList<>();
    dialect.admission =
        new Dialect.Admission.Anonymous(
            connection -> {
              connections.add(connection);
              return new GateDialect.IgnoringSession();
            });
    return connections;
  }
}
