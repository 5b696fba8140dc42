package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.home.HomeUnit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain HTTP side over real sockets, on one port and on two. */
final class GatewayTest {

  private static final String KILL_SWITCH = "/api/home/kill-switch";

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();

  private Settings settings(String... assignments) throws Exception {
    return SettingsReader.of(GatewayKeys.all())
        .assignments(List.of("http.port=0", "data.dir=" + data, "operator.token=op"))
        .assignments(List.of(assignments))
        .settings();
  }

  private Gateway start(String... assignments) throws Exception {
    return Gateway.start(settings(assignments), InstantSource.system());
  }

  private HttpResponse<String> send(Gateway gateway, String method, String path, String... headers)
      throws Exception {
    return sendBody(gateway, method, path, "", headers);
  }

  private HttpResponse<String> sendBody(
      Gateway gateway, String method, String path, String body, String... headers)
      throws Exception {
    URI uri = URI.create("http://" + gateway.listeners().httpAuthority() + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static boolean killSwitch(Gateway gateway) throws Exception {
    return gateway.units().find(HomeUnit.class).orElseThrow().dialect().hub().killSwitch();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void x04_healthIsAnsweredOnTheHttpPort(String transport) throws Exception {
    try (Gateway gateway = start("ws.transport=" + transport)) {
      HttpResponse<String> response = send(gateway, "GET", "/health");
      assertEquals(200, response.statusCode());
      assertEquals("ok", response.body());
      assertTrue(header(response, "content-type").startsWith("text/plain"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void x03_x07_unknownPathsMethodsAndMountsAreRefused(String transport) throws Exception {
    try (Gateway gateway = start("ws.transport=" + transport)) {
      assertEquals(404, send(gateway, "GET", "/nothing").statusCode());
      assertEquals(404, send(gateway, "GET", "/Health").statusCode());
      HttpResponse<String> method = send(gateway, "POST", "/health");
      assertEquals(405, method.statusCode());
      assertEquals("GET, HEAD", header(method, "allow"));
      assertEquals(200, send(gateway, "HEAD", "/health").statusCode());
      HttpResponse<String> mount = send(gateway, "GET", "/ws");
      assertEquals(426, mount.statusCode());
      assertEquals("websocket", header(mount, "upgrade"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void x03_aBodyOverTheLimitIsRefused(String transport) throws Exception {
    try (Gateway gateway = start("ws.transport=" + transport, "http.maxBodyBytes=64")) {
      String[] operator = {"Authorization", "Bearer op"};
      String fits = "{\"active\":true}" + " ".repeat(49);
      assertEquals(200, sendBody(gateway, "PUT", KILL_SWITCH, fits, operator).statusCode());
      HttpResponse<String> over = sendBody(gateway, "PUT", KILL_SWITCH, fits + " ", operator);
      assertEquals("413 {\"error\":\"content too large\"}", over.statusCode() + " " + over.body());
      assertEquals(413, sendBody(gateway, "POST", "/nobodys", fits + " ").statusCode());
      assertEquals(413, sendBody(gateway, "POST", "/ws", fits + " ").statusCode());
    }
  }

  @Test
  void x02_everyPathOfADisabledDialectIsUnknown() throws Exception {
    try (Gateway gateway = start("home.enabled=false")) {
      assertEquals(404, send(gateway, "GET", "/ws").statusCode());
      assertEquals(404, send(gateway, "PUT", KILL_SWITCH).statusCode());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"active\":true}', 200",
    "'{\"active\":false,\"more\":1}', 200",
    "'', 400",
    "'{}', 400",
    "'[]', 400",
    "'{\"active\":null}', 400",
    "'{\"active\":1}', 400",
    "'{\"active\":true,\"active\":false}', 400",
    "'{\"active\":true} x', 400",
    "'{''active'':true}', 400",
  })
  void h05_x05_theKillSwitchTakesOneStrictObject(String body, int status) throws Exception {
    try (Gateway gateway = start()) {
      HttpResponse<String> response =
          sendBody(gateway, "PUT", KILL_SWITCH, body, "Authorization", "Bearer op");
      assertEquals(status, response.statusCode());
      assertEquals("application/json", header(response, "content-type"));
      if (status == 400) {
        assertTrue(
            List.of(
                    "{\"error\":\"invalid active\"}",
                    "{\"error\":\"the body is not one JSON object\"}")
                .contains(response.body()),
            response.body());
      }
    }
  }

  @Test
  void x57_theKillSwitchIsTheOperators() throws Exception {
    try (Gateway gateway = start()) {
      HttpResponse<String> response = sendBody(gateway, "PUT", KILL_SWITCH, "{\"active\":true}");
      assertEquals(401, response.statusCode());
      assertEquals("{\"error\":\"unauthorized\"}", response.body());
      assertTrue(!killSwitch(gateway));
    }
  }

  @Test
  void h05_theKillSwitchSurvivesARestart() throws Exception {
    try (Gateway gateway = start()) {
      sendBody(gateway, "PUT", KILL_SWITCH, "{\"active\":true}", "Authorization", "Bearer op");
    }
    try (Gateway gateway = start()) {
      assertTrue(killSwitch(gateway));
    }
  }

  @Test
  void x57_withoutConfigurationTheTokenIsInTheDataDirectory() throws Exception {
    Settings settings =
        SettingsReader.of(GatewayKeys.all())
            .assignments(List.of("http.port=0", "data.dir=" + data))
            .settings();
    try (Gateway gateway = Gateway.start(settings, InstantSource.system())) {
      String token = Files.readString(data.resolve("operator-token")).strip();
      String authorization = "Bearer " + token;
      assertEquals(
          200,
          sendBody(gateway, "PUT", KILL_SWITCH, "{\"active\":true}", "Authorization", authorization)
              .statusCode());
    }
  }

  @Test
  void theReadyLineNamesOnePortOrTwo() throws Exception {
    try (Gateway one = start()) {
      assertEquals(
          "ready http://" + one.listeners().webSocketAuthority(), one.listeners().readyLine());
    }
    try (Gateway two = start("ws.transport=javawebsocket")) {
      Matcher line =
          Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+) ws://127\\.0\\.0\\.1:(\\d+)")
              .matcher(two.listeners().readyLine());
      assertTrue(line.matches(), two.listeners().readyLine());
      assertTrue(!line.group(1).equals(line.group(2)));
    }
  }

  @Test
  void theSecondPortIsTheNextFreeOneAfterTheFirst() throws Exception {
    InetAddress host = InetAddress.getLoopbackAddress();
    try (ServerSocket probe = new ServerSocket(0, 1, host)) {
      int taken = probe.getLocalPort();
      int chosen = WebSocketPort.choose(settings("http.port=" + (taken - 1)));
      assertTrue(chosen > taken && chosen <= taken + 100, "chose " + chosen);
    }
    assertEquals(4711, WebSocketPort.choose(settings("ws.port=4711")));
    assertEquals(0, WebSocketPort.choose(settings()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void aUsedPortIsNamedAndLeavesNothingBehind(String transport) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "http.port=" + taken.getLocalPort();
      String message =
          assertThrows(IOException.class, () -> start("ws.transport=" + transport, port))
              .getMessage();
      assertTrue(message.contains("127.0.0.1:" + taken.getLocalPort()), message);
    }
    start("ws.transport=" + transport).close();
  }

  @Test
  void aSecondPortIsRefusedByATransportThatNeedsNone() throws Exception {
    Gateway.check(settings("ws.port=4711", "ws.transport=javawebsocket"));
    Settings settings = settings("ws.port=4711");
    String message =
        assertThrows(ConfigurationException.class, () -> Gateway.check(settings)).getMessage();
    assertEquals("ws.port: jdk serves WebSocket on http.port", message);
  }

  @Test
  void anUnknownHostIsNamed() {
    String message =
        assertThrows(IOException.class, () -> start("http.host=nowhere.invalid")).getMessage();
    assertTrue(message.contains("nowhere.invalid"), message);
  }

  @Test
  void x60_aSecondGatewayOnTheDirectoryIsRefused() throws Exception {
    try (Gateway gateway = start()) {
      assertEquals(200, send(gateway, "GET", "/health").statusCode());
      String message = assertThrows(IOException.class, this::start).getMessage();
      assertTrue(message.contains("in use by another gateway"), message);
    }
  }
}
