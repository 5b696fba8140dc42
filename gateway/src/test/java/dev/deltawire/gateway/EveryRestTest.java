package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** REST paths are guarded and read alike in all dialects (PROTOCOLS 1.1 and 1.7). */
final class EveryRestTest {

  private static final int MAX_BODY_BYTES = 1000;
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("http.maxBodyBytes=" + MAX_BODY_BYTES);
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  private static void assertRefused(
      SpokenDialect dialect, int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertTrue(response.body().startsWith(dialect.rest.refusal()), response::body);
    assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
  }

  private static HttpResponse<String> operator(SpokenDialect dialect, String transport, String body)
      throws Exception {
    return gateways.over(transport).operator(dialect.rest.method(), dialect.rest.path(), body);
  }

  @OnEveryDialect
  void x05_aBodyIsOneStrictObject(SpokenDialect dialect, String transport) throws Exception {
    String members = dialect.rest.members();
    for (String body :
        List.of(
            "x",
            "[]",
            "{" + members,
            "{" + members + ",}",
            "{" + members + "} x",
            "{" + members + ",\"y\":1,\"y\":1}",
            "{" + members + ",\"y\":" + "[".repeat(64) + "]".repeat(64) + "}",
            "{" + members + ",\"y\":\"\\ud83d\"}",
            "{}",
            "")) {
      assertRefused(dialect, 400, operator(dialect, transport, body));
    }
    HttpResponse<String> good = operator(dialect, transport, "{" + members + ",\"y\":[1,null]}");
    assertTrue(Set.of(200, 201).contains(good.statusCode()), good::body);
  }

  @OnEveryDialect
  void x57_onlyTheOperatorIsHeard(SpokenDialect dialect, String transport) throws Exception {
    GatewayServer gateway = gateways.over(transport);
    String method = dialect.rest.method();
    String path = dialect.rest.path();
    String body = "{" + dialect.rest.members() + "}";
    assertRefused(dialect, 401, gateway.http(method, path, body));
    assertRefused(dialect, 401, gateway.bearer("x" + GatewayServer.OPERATOR, method, path, body));
    assertRefused(
        dialect, 401, gateway.http(method, path, body, "Authorization", GatewayServer.OPERATOR));
  }

  @OnEveryDialect
  void x03_anotherMethodAndTooMuchBodyAreRefused(SpokenDialect dialect, String transport)
      throws Exception {
    HttpResponse<String> method =
        gateways.over(transport).operator("DELETE", dialect.rest.path(), "");
    assertRefused(dialect, 405, method);
    assertEquals(dialect.rest.method(), method.headers().firstValue("allow").orElse(""));
    String much = "{" + dialect.rest.members() + "}" + " ".repeat(MAX_BODY_BYTES);
    assertEquals(413, operator(dialect, transport, much).statusCode());
  }
}
