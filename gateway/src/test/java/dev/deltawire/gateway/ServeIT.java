package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real process, from the ready line to its end by a signal. */
final class ServeIT {

  private static final Pattern READY =
      Pattern.compile("ready https?://(127\\.0\\.0\\.1:\\d+)(?: ws://(127\\.0\\.0\\.1:\\d+))?");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process server;
  private BufferedReader output;

  @AfterEach
  void endWhatIsLeft() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  private Path errors() {
    return directory.resolve("stderr");
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  private Matcher serve(String transport, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--port", "0", "--data", data(), "--transport", transport));
    arguments.addAll(List.of(more));
    server = Processes.start(errors(), arguments.toArray(String[]::new));
    output = server.inputReader(UTF_8);
    String line =
        assertTimeoutPreemptively(
            Duration.ofSeconds(Processes.DEADLINE_SECONDS), () -> Processes.line(output));
    Matcher ready = READY.matcher(String.valueOf(line));
    assertTrue(ready.matches(), () -> line + "\n" + standardError());
    return ready;
  }

  private String standardError() {
    try {
      return Files.readString(errors());
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void signal(String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
    assertEquals(0, Processes.exitCode(kill));
  }

  private String token() throws Exception {
    Path tokenErrors = directory.resolve("token-stderr");
    Process process =
        Processes.start(tokenErrors, "token", "home", "--device", "d", "--data", data());
    String token = Processes.output(process).strip();
    assertEquals(0, Processes.exitCode(process));
    assertEquals("", Files.readString(tokenErrors));
    return token;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void x42_sigtermClosesEverySocketWith1001AndExits0(String transport) throws Exception {
    Matcher ready = serve(transport);
    String http = ready.group(1);
    String webSocket = ready.group(2) == null ? http : ready.group(2);
    HttpRequest health = HttpRequest.newBuilder(URI.create("http://" + http + "/health")).build();
    assertEquals("ok", client.send(health, BodyHandlers.ofString()).body());

    CompletableFuture<String> closed = new CompletableFuture<>();
    client
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://" + webSocket + "/ws?token=" + token()),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                closed.complete(code + " " + reason);
                return null;
              }
            })
        .join();

    signal("TERM");
    assertEquals(
        "1001 server shutting down", closed.get(Processes.DEADLINE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, Processes.exitCode(server));
    assertNull(output.readLine(), "standard output has one line only");
    assertEquals("", standardError());
  }

  @Test
  void c03_devSwitchesOnTheDeveloperModeOfChat() throws Exception {
    Matcher ready = serve("jdk", "--dev");
    CompletableFuture<String> first = new CompletableFuture<>();
    client
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://" + ready.group(1) + "/api/ws?token=dev:ann"),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                first.complete(text.toString());
                return null;
              }
            })
        .join();
    String hello = first.get(Processes.DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertTrue(hello.contains("\"events.hello\""), hello);
  }

  @Test
  void whoEndsItHearsWhatTakesTime() throws Exception {
    Matcher ready = serve("jdk", "--set", "shutdown.drainTimeout=6s");
    CompletableFuture<String> delta = new CompletableFuture<>();
    String script =
        "{\"id\":\"1\",\"type\":\"chat.message\",\"payload\":{\"content\":"
            + "\"#!script [{\\\"say\\\":\\\"a\\\"},{\\\"sleep\\\":600000}]\"}}";
    client
        .newWebSocketBuilder()
        .buildAsync(
            URI.create("ws://" + ready.group(1) + "/ws?token=" + token()),
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                delta.complete(text.toString());
                return null;
              }
            })
        .join()
        .sendText(script, true)
        .join();
    assertTrue(delta.get(Processes.DEADLINE_SECONDS, TimeUnit.SECONDS).contains("chat.delta"));
    signal("TERM");
    assertEquals(0, Processes.exitCode(server));
    assertEquals(
        "deltawire: ending; replies that run have time, 6s at most", standardError().strip());
  }

  @Test
  void aRenewedCertificateAndABadOneAreALineEach() throws Exception {
    SelfSigned identity = SelfSigned.create();
    Path cert = Files.writeString(directory.resolve("cert.pem"), identity.certificatePem());
    Path key = Files.writeString(directory.resolve("key.pem"), identity.keyPem());
    serve(
        "jdk",
        "--tls-cert",
        cert.toString(),
        "--tls-key",
        key.toString(),
        "--set",
        "tls.reloadInterval=100ms");
    Files.writeString(key, "nothing");
    waitForError("stays: java.io.IOException: " + key + ": holds no private key");
    Files.writeString(key, identity.keyPem());
    waitForError("a new TLS certificate is in use, valid until ");
    assertEquals(4, standardError().lines().count(), this::standardError); // each with its date
  }

  private void waitForError(String words) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(Processes.DEADLINE_SECONDS);
    while (!standardError().contains(words)) {
      assertTrue(System.nanoTime() < deadline, this::standardError);
      Thread.sleep(10);
    }
  }

  @Test
  void sigintExits0() throws Exception {
    serve("jdk");
    signal("INT");
    assertEquals(0, Processes.exitCode(server));
  }

  @Test
  void aUsedPortIsOneLineOnStandardErrorAndExitCode1() throws Exception {
    String port = serve("jdk").group(1).replaceAll(".*:", "");
    Path secondErrors = directory.resolve("second-stderr");
    Process second =
        Processes.start(
            secondErrors,
            "serve",
            "--port",
            port,
            "--data",
            directory.resolve("second").toString());
    assertEquals("", Processes.output(second));
    assertEquals(1, Processes.exitCode(second));
    String message = Files.readString(secondErrors);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.contains("cannot listen on 127.0.0.1:" + port), message);
  }

  @Test
  void x60_aSecondProcessOnTheDirectoryRefusesToStart() throws Exception {
    serve("jdk");
    Path secondErrors = directory.resolve("second-stderr");
    Process second = Processes.start(secondErrors, "serve", "--port", "0", "--data", data());
    assertEquals("", Processes.output(second));
    assertEquals(1, Processes.exitCode(second));
    assertEquals(
        "deltawire: data directory " + data() + ": in use by another gateway",
        Files.readString(secondErrors).strip());
  }

  @Test
  void theScriptWorksThroughALinkFromAnywhere() throws Exception {
    Path script = Processes.root().resolve("deltawire").toRealPath();
    Path link =
        Files.createSymbolicLink(
            directory.resolve("dw"), directory.toRealPath().relativize(script));
    Process process = Processes.start(link, directory, errors(), "--version");
    assertTrue(Processes.output(process).startsWith("deltawire "));
    assertEquals(0, Processes.exitCode(process));
  }
}
