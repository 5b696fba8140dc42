package dev.deltawire.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouterTest {

  private static final RestHandler OK = request -> HttpResponse.text(200, "ok");
  private static final ErrorShape JSON =
      e -> HttpResponse.json(e.status(), "{\"error\":\"" + e.status() + "\"}");

  private final Router router =
      Router.builder()
          .route("GET", "/health", ErrorShape.TEXT, OK)
          .route("PUT", "/api/x", JSON, OK)
          .route("DELETE", "/api/x", ErrorShape.TEXT, OK)
          .build();

  static HttpRequest request(String method, String path, Map<String, List<String>> headers) {
    return new HttpRequest(
        method,
        path,
        Optional.empty(),
        headers,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
        new byte[0]);
  }

  private static String body(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse ask(String method, String path) {
    return router.handle(request(method, path, Map.of()));
  }

  @Test
  void aKnownPathAndMethodIsHandled() {
    assertEquals(200, ask("GET", "/health").status());
    assertEquals(200, ask("DELETE", "/api/x").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/Health", "/health/", "/healt", "/health%20", "//health", ""})
  void x01_pathsMatchExactly(String path) {
    assertEquals(404, ask("GET", path).status());
  }

  @Test
  void x03_anotherMethodIsAnswered405WithAllow() {
    HttpResponse response = ask("POST", "/api/x");
    assertEquals(405, response.status());
    assertEquals("DELETE, PUT", response.headers().get("Allow"));
    assertEquals("{\"error\":\"405\"}", body(response));
    assertEquals("GET, HEAD", ask("POST", "/health").headers().get("Allow"));
    assertEquals(405, ask("HEAD", "/api/x").status());
    assertEquals(405, ask("get", "/health").status());
  }

  @Test
  void headIsAnsweredLikeGet() {
    HttpResponse response = ask("HEAD", "/health");
    assertEquals(200, response.status());
    assertEquals(body(ask("GET", "/health")), body(response));
  }

  @Test
  void whoIsUnknownIsToldHowToAuthenticate() {
    RestHandler unknown =
        request -> {
          throw RestException.of(401);
        };
    Router paths = Router.builder().route("GET", "/secret", JSON, unknown).build();
    HttpResponse response = paths.handle(request("GET", "/secret", Map.of()));
    assertEquals("Bearer", response.headers().get("WWW-Authenticate"));
    assertFalse(ask("GET", "/health").headers().containsKey("WWW-Authenticate"));
  }

  @Test
  void x01_aVariableStandsForOnePartAndLosesToALiteral() {
    RestHandler id = request -> HttpResponse.text(200, "id " + request.variable("id"));
    Router paths =
        Router.builder()
            .route("GET", "/v1/messages/{conversation}", JSON, OK)
            .route("POST", "/v1/messages/{id}/read", JSON, id)
            .route("GET", "/v1/messages/sync", JSON, request -> HttpResponse.text(200, "sync"))
            .route("POST", "/v1/messages/sync/ack", JSON, request -> HttpResponse.text(200, "ack"))
            .build();
    assertEquals("ok", body(paths.handle(request("GET", "/v1/messages/c1", Map.of()))));
    assertEquals("sync", body(paths.handle(request("GET", "/v1/messages/sync", Map.of()))));
    assertEquals("ack", body(paths.handle(request("POST", "/v1/messages/sync/ack", Map.of()))));
    assertEquals(
        "id sync", body(paths.handle(request("POST", "/v1/messages/sync/read", Map.of()))));
    assertEquals(
        "id a/ü+b",
        body(paths.handle(request("POST", "/v1/messages/a%2F%C3%BC+b/read", Map.of()))));
    for (String unknown : List.of("/v1/messages/", "/v1/messages//read", "/v1/messages/a/b/c")) {
      assertEquals(404, paths.handle(request("GET", unknown, Map.of())).status(), unknown);
    }
    for (String broken : List.of("/v1/messages/%/read", "/v1/messages/%ff/read")) {
      assertEquals(400, paths.handle(request("POST", broken, Map.of())).status(), broken);
    }
    HttpResponse other = paths.handle(request("DELETE", "/v1/messages/x/read", Map.of()));
    assertEquals("405 POST", other.status() + " " + other.headers().get("Allow"));
  }

  @Test
  void theLongestPrefixSaysWhoseAnUnknownPathIsAndWhoMayAsk() {
    Router.Builder builder = Router.builder();
    OperatorGuard operator = OperatorGuard.of("op", true);
    builder.routes(JSON, operator).below("/api/").route("GET", "/api/x", OK);
    builder
        .routes(e -> HttpResponse.text(e.status(), "home"), operator)
        .below(
            "/api/home/",
            request -> {
              throw RestException.of(403);
            })
        .route("GET", "/api/home/y", OK);
    Router areas = builder.build();
    assertEquals("{\"error\":\"404\"}", body(areas.handle(request("GET", "/api/u", Map.of()))));
    assertEquals("home", body(areas.handle(request("GET", "/api/home/y", Map.of()))));
    assertEquals(403, areas.handle(request("GET", "/api/home/u", Map.of())).status());
    assertEquals(200, areas.handle(request("GET", "/api/x", Map.of())).status());
    assertEquals("not found\n", body(areas.handle(request("GET", "/else", Map.of()))));
  }

  @Test
  void x62_aFailingStoreIsAnswered500InTheDialectsShape() {
    Router failing =
        Router.builder()
            .route(
                "GET",
                "/a",
                JSON,
                request -> {
                  throw StoreException.of("the disk is full", null);
                })
            .build();
    HttpResponse response = failing.handle(request("GET", "/a", Map.of()));
    assertEquals("500 {\"error\":\"500\"}", response.status() + " " + body(response));
  }

  @Test
  void twoHandlersOfOneMethodAreAMistake() {
    Router.Builder builder = Router.builder().route("GET", "/a", ErrorShape.TEXT, OK);
    assertThrows(
        IllegalArgumentException.class, () -> builder.route("GET", "/a", ErrorShape.TEXT, OK));
  }

  @Test
  void x06_onlyAListedOriginGetsCorsHeaders() {
    CrossOrigin cors = CrossOrigin.of(List.of("https://a.example"), router);
    Map<String, List<String>> listed = Map.of("origin", List.of("https://a.example"));
    Map<String, List<String>> other = Map.of("origin", List.of("https://b.example"));
    HttpResponse response = cors.handle(request("GET", "/health", listed));
    assertEquals("https://a.example", response.headers().get("Access-Control-Allow-Origin"));
    assertEquals("Origin", response.headers().get("Vary"));
    for (Map<String, List<String>> headers : List.of(other, Map.<String, List<String>>of())) {
      HttpResponse plain = cors.handle(request("GET", "/health", headers));
      assertEquals(200, plain.status());
      assertFalse(plain.headers().containsKey("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void x06_aPreflightOfAListedOriginIsAnswered() {
    CrossOrigin cors = CrossOrigin.of(List.of("https://a.example"), router);
    Map<String, List<String>> preflight =
        Map.of(
            "origin", List.of("https://a.example"),
            "access-control-request-method", List.of("PUT"));
    assertEquals(204, cors.handle(request("OPTIONS", "/api/x", preflight)).status());
    assertEquals(404, cors.handle(request("OPTIONS", "/unknown", preflight)).status());
    Map<String, List<String>> unlisted =
        Map.of(
            "origin", List.of("https://b.example"),
            "access-control-request-method", List.of("PUT"));
    assertEquals(405, cors.handle(request("OPTIONS", "/api/x", unlisted)).status());
  }
}
