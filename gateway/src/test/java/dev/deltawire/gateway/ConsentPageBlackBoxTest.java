package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page and the paths on which the user decides (I-40 to I-42), and attacks on them. */
final class ConsentPageBlackBoxTest {

  private static final String LIST = "/integration/consent";
  private static final String LOGIN = LIST + "/login";
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways =
        new SharedGateways(
            "integration.requestCooldown=0s", "operator.token=" + GatewayServer.OPERATOR);
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void i40_theListAsJson(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    try (IntegrationProgram program = IntegrationProgram.introduced(server, "i40")) {
      String id = program.pending();
      Json request = json(server, id);
      assertEquals("i40", request.text("clientId"));
      assertEquals("i40", request.text("displayName"));
      assertEquals(1, request.list("requestedScopes").size());
      Instant created = Instant.parse(request.text("createdAt"));
      assertEquals(created.plus(Duration.ofSeconds(110)), Instant.parse(request.text("expiresAt")));
      assertTrue(request.text("createdAt").matches(".*\\.\\d{3}Z"), "X-31");
      assertTrue(request.text("nonce").matches("[\\w-]{22}"));
    }
    assertEquals(401, server.http("GET", LIST, "", "Accept", "application/json").statusCode());
  }

  @OnEveryTransport
  void i40_thePageShowsEachRequestAsUnverified(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    try (IntegrationProgram program = IntegrationProgram.introduced(server, "i40-page")) {
      String id = program.pending();
      HttpResponse<String> page = page(server, logIn(server));
      assertEquals(200, page.statusCode());
      String card = card(page.body(), id);
      assertEquals(1, count(card, ">Allow</button>"));
      assertEquals(1, count(card, ">Deny</button>"));
      assertTrue(card.contains("unverified"), card);
      assertTrue(card.contains("i40-page"), card);
      assertTrue(page.body().contains("<meta http-equiv=\"refresh\""), "looks for news by itself");
    }
  }

  @OnEveryTransport
  void i40_namesCanNotBreakOutOfThePage(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    String attack = "</h2><script>alert(1)</script>\\u0000\\\"' onload=x&lt;\\u001b[2J";
    try (IntegrationProgram program = IntegrationProgram.connect(server, "i40-xss")) {
      program.send(
          "hello",
          "{\"clientType\":\"integration\",\"clientId\":\"i40-xss\",\"displayName\":\""
              + attack
              + "\"}");
      program.payload("welcome");
      String id = program.pending();
      HttpResponse<String> page = page(server, logIn(server));
      assertFalse(page.body().contains("<script"), page.body());
      assertFalse(page.body().codePoints().anyMatch(c -> c < ' ' && c != '\n'), page.body());
      assertTrue(
          card(page.body(), id)
              .contains(
                  "<bdi>&#60;/h2&#62;&#60;script&#62;alert(1)&#60;/script&#62;\uFFFD&#34;&#39;"
                      + " onload=x&#38;lt;\uFFFD[2J</bdi>"),
          page.body());
      String policy = header(page, "content-security-policy");
      assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertEquals("DENY", header(page, "x-frame-options"));
      assertEquals("nosniff", header(page, "x-content-type-options"));
      assertEquals("no-store", header(page, "cache-control"));
      assertFalse(page.body().contains("http://") || page.body().contains("https://"));
    }
  }

  @OnEveryTransport
  void i41_decidingInJson(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    try (IntegrationProgram program = IntegrationProgram.introduced(server, "i41")) {
      String id = program.pending();
      for (String bad : List.of("", "{}", "{\"decision\":\"maybe\"}", "{\"decision\":true}", "{")) {
        assertEquals(400, server.operator("POST", LIST + "/" + id, bad).statusCode(), bad);
      }
      assertEquals(
          403,
          server
              .operator("POST", LIST + "/" + id, "{\"decision\":\"allow\",\"nonce\":\"wrong\"}")
              .statusCode());
      HttpResponse<String> stranger =
          server.http("POST", LIST + "/" + id, "{\"decision\":\"allow\"}");
      assertEquals(401, stranger.statusCode());
      HttpResponse<String> decided = IntegrationProgram.decide(server, id, "allow");
      assertEquals(200, decided.statusCode());
      assertEquals("{\"requestId\":\"" + id + "\",\"decision\":\"allow\"}", decided.body());
      program.expectGranted(id);
      HttpResponse<String> again = IntegrationProgram.decide(server, id, "allow");
      assertEquals(404, again.statusCode());
      assertEquals("not_found", Json.of(again.body()).text("code"));
      assertEquals(404, IntegrationProgram.decide(server, "req_00000000", "deny").statusCode());
    }
  }

  @OnEveryTransport
  void i41_decidingInAForm(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    String cookie = logIn(server);
    try (IntegrationProgram program = IntegrationProgram.introduced(server, "i41-form")) {
      String id = program.pending();
      String nonce = json(server, id).text("nonce");
      HttpResponse<String> decided = post(server, id, cookie, "nonce=" + nonce + "&decision=deny");
      assertEquals(303, decided.statusCode());
      assertEquals(LIST, header(decided, "location"));
      program.expectDenied(id, "user_denied");
      HttpResponse<String> late = post(server, id, cookie, "nonce=" + nonce + "&decision=allow");
      assertEquals(404, late.statusCode());
      assertTrue(late.body().contains("is not pending"), late.body());
      program.expectNothingMore();
    }
  }

  @OnEveryTransport
  void i41_theCookieAloneDecidesNothing(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    String cookie = logIn(server);
    try (IntegrationProgram one = IntegrationProgram.introduced(server, "i41-one");
        IntegrationProgram other = IntegrationProgram.introduced(server, "i41-other")) {
      String id = one.pending();
      String foreign = json(server, other.pending()).text("nonce");
      for (String form :
          List.of(
              "decision=allow",
              "decision=allow&nonce=",
              "decision=allow&nonce=" + foreign,
              "decision=allow&nonce=" + "A".repeat(22))) {
        HttpResponse<String> refused = post(server, id, cookie, form);
        assertEquals(403, refused.statusCode(), form);
        assertFalse(refused.body().contains(foreign));
      }
      HttpResponse<String> inJson =
          server.http("POST", LIST + "/" + id, "{\"decision\":\"allow\"}", "Cookie", cookie);
      assertEquals(403, inJson.statusCode());
      assertEquals("forbidden", Json.of(inJson.body()).text("code"));
      one.expectNothingMore();
      assertEquals(401, post(server, id, "dw_operator=forged", "decision=allow").statusCode());
    }
  }

  @OnEveryTransport
  void i42_loggingIn(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    HttpResponse<String> asked = server.http("GET", LIST, "", "Accept", BROWSER);
    assertEquals(401, asked.statusCode());
    assertTrue(asked.body().contains("action=\"" + LOGIN + "\""), asked.body());
    assertTrue(asked.body().contains("name=\"token\""), asked.body());
    for (String form : List.of("", "token=", "token=wrong", "other=1")) {
      HttpResponse<String> refused = server.http("POST", LOGIN, form, "Accept", BROWSER);
      assertEquals(401, refused.statusCode(), form);
      assertTrue(refused.headers().allValues("set-cookie").isEmpty());
    }
    HttpResponse<String> right = login(server);
    assertEquals(303, right.statusCode());
    assertEquals(LIST, header(right, "location"));
    String set = header(right, "set-cookie");
    assertTrue(
        set.matches(
            "dw_operator=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/integration; Max-Age=43200"),
        set);
    assertNotEquals(set, header(login(server), "set-cookie"));
    assertEquals(200, page(server, logIn(server)).statusCode());
    assertEquals(200, page(server, "a=b; " + logIn(server) + "; c=d").statusCode());
    assertEquals(401, page(server, "dw_operator=").statusCode());
    assertEquals(401, page(server, "dw_operator=" + GatewayServer.OPERATOR).statusCode());
    String ready = "{\"ready\":true}";
    assertEquals(401, server.http("PUT", "/integration/ready", ready, "Cookie", set).statusCode());
  }

  @Test
  void i42_aSessionEndsAfterTwelveHours() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-04-23T14:00:00Z"));
    try (GatewayServer server = GatewayServer.start(now::get, "jdk")) {
      String cookie = logIn(server);
      now.updateAndGet(instant -> instant.plus(Duration.ofHours(12)).minusMillis(1));
      assertEquals(200, page(server, cookie).statusCode());
      now.updateAndGet(instant -> instant.plusMillis(1));
      assertEquals(401, page(server, cookie).statusCode());
    }
  }

  @Test
  void i42_aFloodOfLoginsEndsTheOldestSessionOnly() throws Exception {
    GatewayServer server = gateways.over("jdk");
    String first = logIn(server);
    String last = first;
    for (int i = 0; i < 64; i++) {
      last = logIn(server);
    }
    assertEquals(401, page(server, first).statusCode());
    assertEquals(200, page(server, last).statusCode());
  }

  private static HttpResponse<String> login(GatewayServer server) throws Exception {
    String token = URLEncoder.encode(GatewayServer.OPERATOR, StandardCharsets.UTF_8);
    return server.http("POST", LOGIN, "token=" + token, "Accept", BROWSER);
  }

  /** Logs in; returns the cookie as a browser sends it. */
  private static String logIn(GatewayServer server) throws Exception {
    return header(login(server), "set-cookie").split(";", 2)[0];
  }

  private static HttpResponse<String> page(GatewayServer server, String cookie) throws Exception {
    return server.http("GET", LIST, "", "Accept", BROWSER, "Cookie", cookie);
  }

  private static HttpResponse<String> post(
      GatewayServer server, String id, String cookie, String form) throws Exception {
    return server.http(
        "POST",
        LIST + "/" + id,
        form,
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Accept",
        BROWSER,
        "Cookie",
        cookie);
  }

  private static Json json(GatewayServer server, String requestId) throws Exception {
    String body =
        server
            .http(
                "GET",
                LIST,
                "",
                "Accept",
                "application/json",
                "Authorization",
                "Bearer " + GatewayServer.OPERATOR)
            .body();
    return Json.of(body).list("pending").stream()
        .filter(request -> request.text("requestId").equals(requestId))
        .findFirst()
        .orElseThrow();
  }

  private static String card(String page, String requestId) {
    int from = page.indexOf("<article id=\"" + requestId + "\">");
    assertTrue(from >= 0, page);
    return page.substring(from, page.indexOf("</article>", from));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
