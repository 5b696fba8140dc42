package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose own loggers log all they can, and people who show it their secrets. */
final class LoggedSecretsIT {

  private static final String OPERATOR = "the-operators-own-secret";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> secrets = new ArrayList<>(List.of(OPERATOR, Jwt.SECRET));
  private Process server;
  private String[] addresses;

  @AfterEach
  void endWhatIsLeft() {
    server.destroyForcibly();
  }

  @OnEveryTransport
  void x56_noSecretIsLoggedEvenAtTheFinestLevel(String transport) throws Exception {
    serve(transport);
    String token = remember(Jwt.sign("\"deviceId\":\"d\",\"userId\":\"u\",\"deviceType\":\"tv\""));
    assertEquals(101, upgrade("/ws?token=" + token));
    assertEquals(101, upgrade("/ws", "Sec-WebSocket-Protocol: genie.bearer." + token));
    assertEquals(401, upgrade("/ws?token=" + remember("a-token-that-is-bad")));
    assertEquals(404, upgrade("/nowhere?token=" + token));
    Json invitation = Json.of(ask("POST", "/api/auth/pair/start", OPERATOR, "{}"));
    String secret = remember(invitation.text("secret"));
    String code = invitation.text("pairing", "code");
    ask("POST", "/api/auth/pair/complete", "none", completion(code, remember("a-wrong-guess")));
    String paired = ask("POST", "/api/auth/pair/complete", "none", completion(code, secret));
    String refresh = remember(Json.of(paired).text("refreshToken"));
    ask("POST", "/api/auth/refresh", refresh, "");
    ask("POST", "/api/auth/refresh", refresh, "{\"broken\":");
    ask("PUT", "/api/home/kill-switch", remember("not-the-operator"), "{}");
    String agent = ask("POST", "/v1/agents", OPERATOR, "{\"handle\":\"alice\"}");
    String key = remember(Json.of(agent).text("api_key"));
    assertEquals(101, upgrade("/v1/ws", "Authorization: Bearer " + key));

    server.destroy();
    Processes.exitCode(server);
    String log = Files.readString(directory.resolve("stderr"));
    assertTrue(log.contains("logging.properties"), "the settings were picked up");
    for (String hidden : secrets) {
      assertFalse(log.contains(hidden), log);
    }
  }

  private void serve(String transport) throws IOException {
    Path logging = directory.resolve("logging.properties");
    Files.writeString(
        logging,
        """
        handlers=java.util.logging.ConsoleHandler
        .level=INFO
        dev.deltawire.level=ALL
        java.util.logging.ConsoleHandler.level=ALL
        """);
    server =
        Processes.startWith(
            "JAVA_TOOL_OPTIONS",
            "-Djava.util.logging.config.file=" + logging,
            directory.resolve("stderr"),
            "serve",
            "--port=0",
            "--data=" + directory.resolve("data"),
            "--transport=" + transport,
            "--set=operator.token=" + OPERATOR,
            "--set=home.jwtSecret=" + Jwt.SECRET);
    addresses = Processes.line(server.inputReader(UTF_8)).split(" ", -1);
  }

  private String remember(String secret) {
    secrets.add(secret);
    return secret;
  }

  private static String completion(String code, String secret) {
    return "{\"code\":\"%s\",\"secret\":\"%s\",\"deviceInfo\":{\"deviceType\":\"tv\"}}"
        .formatted(code, secret);
  }

  private int upgrade(String target, String... headers) throws IOException {
    URI uri = URI.create(addresses[addresses.length - 1]);
    InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
    try (RawPeer peer = RawPeer.connect(address)) {
      return peer.upgrade(target, headers).status();
    }
  }

  private String ask(String method, String path, String bearer, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(addresses[1] + path))
            .header("Authorization", "Bearer " + bearer)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
