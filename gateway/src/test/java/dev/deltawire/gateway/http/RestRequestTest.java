package dev.deltawire.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestRequestTest {

  private static RestRequest request(String query, Map<String, List<String>> headers, String body) {
    return new RestRequest(
        new HttpRequest(
            "GET",
            "/",
            Optional.ofNullable(query),
            headers,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            body.getBytes(StandardCharsets.UTF_8)),
        Map.of());
  }

  private static JsonBody json(String body) throws RestException {
    return request(null, Map.of(), body).json();
  }

  private static void assertBad(String field, Executable call) {
    RestError error = assertThrows(RestException.class, call).error();
    assertEquals(400, error.status());
    assertEquals(Optional.ofNullable(field), error.field());
  }

  @Test
  void aQueryIsDecodedOnceAndItsPlusStays() throws Exception {
    RestRequest request = request("a=1%2B2+3&b&c=%25&d=x&%65=y", Map.of(), "");
    assertEquals(Optional.of("1+2+3"), request.query("a"));
    assertEquals(Optional.of(""), request.query("b"));
    assertEquals(Optional.of("%"), request.query("c"));
    assertEquals(Optional.of("y"), request.query("e"));
    assertEquals(Optional.empty(), request.query("z"));
    assertEquals(Optional.empty(), request(null, Map.of(), "").query("a"));
  }

  @Test
  void aRepeatedOrBrokenParameterIsBad() {
    assertBad("a", () -> request("a=1&a=1", Map.of(), "").query("a"));
    assertBad("a", () -> request("a=%zz", Map.of(), "").query("a"));
  }

  @Test
  void aNumberOfTheQueryHasBounds() throws Exception {
    assertEquals(7, request("n=7", Map.of(), "").query("n", 1, 9, 5));
    assertEquals(5, request("m=7", Map.of(), "").query("n", 1, 9, 5));
    for (String bad : List.of("0", "10", "x", "", "1.0", "+1", "99999999999")) {
      assertBad("n", () -> request("n=" + bad, Map.of(), "").query("n", 1, 9, 5));
    }
  }

  @Test
  void aFormsPlusIsABlank() throws Exception {
    RestRequest request = request(null, Map.of(), "a=x+%2B%C3%BC&b=1&b=2");
    assertEquals("x +ü", request.form().text("a"));
    assertBad("b", () -> request.form().text("b"));
    assertBad("c", () -> request.form().text("c"));
  }

  @Test
  void aBearerTokenComesFromTheOneHeader() {
    assertEquals(
        Optional.of("t"),
        request(null, Map.of("authorization", List.of("bearer  t ")), "").bearer());
    for (List<String> bad :
        List.of(List.of("Basic t"), List.of("Bearer "), List.of("Bearer a", "Bearer a"))) {
      assertTrue(request(null, Map.of("authorization", bad), "").bearer().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", " ", "null"})
  void x05_anythingButOneObjectIsBad(String body) {
    assertBad(null, () -> json(body));
  }

  @Test
  void x05_anAbsentBodyIsAnEmptyObject() throws Exception {
    assertEquals("{}", json("").raw().toString());
  }

  @Test
  void x24_x28_x29_membersAreOfTheirTypesOrAbsent() throws Exception {
    JsonBody body =
        json(
            "{\"t\":\"äb\",\"n\":null,\"i\":3e0,\"b\":true,\"o\":{\"x\":1},\"l\":[\"a\"],\"m\":[1]}");
    assertEquals("äb", body.text("t", 1, 2));
    assertEquals(3, body.integer("i", 0, 3));
    assertTrue(body.bool("b"));
    assertEquals("{\"x\":1}", body.object("o").raw().toString());
    assertEquals(List.of("a"), body.texts("l"));
    assertFalse(
        body.has("n") || body.findText("n").isPresent() || body.findObject("z").isPresent());
    assertBad("t", () -> body.text("t", 3, 9));
    assertBad("t", () -> body.integer("t", 0, 9));
    assertBad("i", () -> body.integer("i", 4, 9));
    assertBad("i", () -> body.text("i"));
    assertBad("n", () -> body.text("n"));
    assertBad("z", () -> body.bool("z"));
    assertBad("l", () -> body.findObject("l"));
    assertBad("m", () -> body.texts("m"));
    assertBad("z", () -> body.integer("z", 0, 1));
  }
}
