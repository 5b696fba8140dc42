package dev.deltawire.gateway.browser;

import dev.deltawire.gateway.outside.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A headless Chromium with a profile of its own, driven over its DevTools protocol. */
public final class Browser implements AutoCloseable {

  private static final String READY = "DevTools listening on ";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /** The program, if one is installed. */
  public static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it; it runs no script of any page. */
  public static Browser start(Path program) throws IOException {
    Path profile = Files.createTempDirectory("deltawire-browser");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox", // the tests may run as root, which Chromium's sandbox refuses
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      URI endpoint = endpoint(process);
      DevTools tools = DevTools.connect(HttpClient.newHttpClient(), endpoint);
      return new Browser(process, profile, tools);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** A fresh tab that runs no script. */
  public Tab open() throws IOException {
    String target =
        tools.call("", "Target.createTarget", "{\"url\":\"about:blank\"}").text("targetId");
    String parameters = "{\"targetId\":" + Json.quoted(target) + ",\"flatten\":true}";
    Tab tab = new Tab(tools, tools.call("", "Target.attachToTarget", parameters).text("sessionId"));
    tab.call("Emulation.setScriptExecutionDisabled", "{\"value\":true}");
    return tab;
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      if (line.startsWith(READY)) {
        Thread drain = new Thread(() -> errors.lines().forEach(more -> {}), "browser-errors");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(READY.length()).strip());
      }
    }
    throw new IOException("the browser has ended with " + process.toHandle());
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> helpers = process.descendants().toList(); // they write to the profile, too
    process.destroy();
    awaitEnd(process.toHandle());
    helpers.forEach(Browser::awaitEnd);
    try (Stream<Path> paths = Files.walk(profile)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static void awaitEnd(ProcessHandle handle) {
    try {
      handle.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      handle.destroyForcibly();
    }
  }
}
