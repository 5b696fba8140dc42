package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.tck.SelfSigned;
import dev.deltawire.tck.TestTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway behind a certificate, as the JDK's own clients see it. */
final class GatewayTlsTest {

  private static final SelfSigned IDENTITY = SelfSigned.create();

  @TempDir private Path data;
  private String files;
  private final HttpClient client =
      HttpClient.newBuilder().sslContext(TestTls.of(IDENTITY).context()).build();

  @BeforeEach
  void writeFiles() throws IOException {
    Path cert = data.resolve("cert.pem");
    Path key = data.resolve("key.pem");
    Files.writeString(cert, IDENTITY.certificatePem());
    Files.writeString(key, IDENTITY.keyPem());
    files = "tls.cert=" + cert + ",tls.key=" + key;
  }

  private Settings settings(String assignments) throws ConfigurationException {
    return SettingsReader.of(GatewayKeys.all())
        .assignments(List.of("http.port=0", "data.dir=" + data, "operator.token=op"))
        .assignments(List.of(assignments.split(",", -1)))
        .settings();
  }

  private Gateway start() throws Exception {
    return Gateway.start(settings(files + ",chat.devMode=true"), InstantSource.system());
  }

  private static URI uri(Gateway gateway, String scheme, String path) {
    String port = gateway.listeners().httpAuthority().replaceFirst(".*:", "");
    return URI.create(scheme + "://localhost:" + port + path);
  }

  @Test
  void httpAndWebSocketAreServedByTls() throws Exception {
    try (Gateway gateway = start()) {
      assertEquals(
          "ready https://" + gateway.listeners().httpAuthority(), gateway.listeners().readyLine());
      HttpRequest health = HttpRequest.newBuilder(uri(gateway, "https", "/health")).build();
      assertEquals("ok", client.send(health, BodyHandlers.ofString()).body());
      CompletableFuture<String> first = new CompletableFuture<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(uri(gateway, "wss", "/v1/ws"), new First(first))
              .get(5, TimeUnit.SECONDS);
      socket.sendText("{", true).get(5, TimeUnit.SECONDS);
      assertTrue(first.get(5, TimeUnit.SECONDS).contains("error"));
      socket.abort();
    }
  }

  @Test
  void plainHttpIsRefused() throws Exception {
    try (Gateway gateway = start()) {
      HttpRequest plain = HttpRequest.newBuilder(uri(gateway, "http", "/health")).build();
      assertEquals(400, client.send(plain, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void theOperatorsCookieIsForTlsAlone() throws Exception {
    try (Gateway gateway = start()) {
      HttpRequest login =
          HttpRequest.newBuilder(uri(gateway, "https", "/integration/consent/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("token=op"))
              .build();
      HttpResponse<String> answer = client.send(login, BodyHandlers.ofString());
      String cookie = answer.headers().firstValue("Set-Cookie").orElse(answer.toString());
      assertTrue(cookie.endsWith("; Secure"), cookie);
    }
  }

  @Test
  void consentTrustsTheCertificateOfTheSettings() throws Exception {
    try (Gateway gateway = start()) {
      String url = "https://" + gateway.listeners().httpAuthority();
      StringWriter complaints = new StringWriter();
      String[] tls = files.split(",", -1);
      assertEquals(
          0,
          consent(complaints, "--url", url, "--set", tls[0], "--set", tls[1]),
          complaints::toString);
      String port = url.substring(url.lastIndexOf(':') + 1);
      assertEquals(
          0,
          consent(complaints, "--set", "http.port=" + port, "--set", tls[0], "--set", tls[1]),
          complaints::toString);
      StringWriter refusal = new StringWriter();
      assertEquals(1, consent(refusal, "--url", url));
      assertEquals(
          "deltawire: the certificate of "
              + url
              + " is not trusted; --config FILE or --set tls.cert=FILE --set tls.key=FILE name it",
          refusal.toString().strip());
    }
  }

  private int consent(StringWriter complaints, String... options) {
    List<String> arguments = new ArrayList<>(List.of("consent", "list"));
    arguments.addAll(List.of(options));
    Map<String, String> environment =
        Map.of("DELTAWIRE_DATA_DIR", data.toString(), "DELTAWIRE_OPERATOR_TOKEN", "op");
    return Main.commandLine(environment, InstantSource.system())
        .setErr(new PrintWriter(complaints, true))
        .execute(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tls.cert=a",
        "tls.key=a",
        "tls.cert=a,tls.key=b,tls.pkcs12=c",
        "tls.password=x",
        "tls.cert=a,tls.key=b,ws.transport=javawebsocket"
      })
  void settingsThatDoNotGoTogetherAreRefused(String assignments) throws Exception {
    Settings settings = settings(assignments);
    assertThrows(ConfigurationException.class, () -> Gateway.check(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "missing.pem, key.pem, missing.pem: is not there",
    "cert.pem, missing.pem, missing.pem: is not there",
    "., key.pem, .: is a directory",
    "key.pem, key.pem, key.pem: holds no certificate",
    "damaged.pem, key.pem, damaged.pem: a certificate can't be read",
    "cert.pem, damaged.pem, damaged.pem: holds no private key"
  })
  void filesThatCannotBeUsedAreNamedAndTheExitCodeIs2(String cert, String key, String message)
      throws Exception {
    Path damaged = data.resolve("damaged.pem");
    Files.writeString(damaged, IDENTITY.certificatePem().replaceAll("(?m)^M.*$", "AAAA"));
    StringWriter complaint = new StringWriter();
    int exitCode =
        Main.commandLine(Map.of(), InstantSource.system())
            .setErr(new PrintWriter(complaint, true))
            .execute(
                "serve",
                "--port=0",
                "--data=" + data,
                "--tls-cert=" + data.resolve(cert),
                "--tls-key=" + data.resolve(key));
    String said = complaint.toString().strip();
    assertTrue(said.startsWith("deltawire: TLS: " + data.resolve(message)), said);
    assertEquals(2, exitCode);
  }

  private record First(CompletableFuture<String> text) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.complete(data.toString());
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      text.complete("error " + code);
      return null;
    }
  }
}
