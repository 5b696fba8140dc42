package dev.deltawire.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.server.spi.HttpFallback;
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

  private static final HttpFallback OK = request -> HttpResponse.text(200, "ok");

  private final Router router =
      Router.builder()
          .route("GET", "/health", ErrorShape.TEXT, OK)
          .route("PUT", "/api/x", s -> HttpResponse.json(s, "{\"error\":\"" + s + "\"}"), OK)
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
    assertEquals(405, ask("HEAD", "/health").status());
    assertEquals(405, ask("get", "/health").status());
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
