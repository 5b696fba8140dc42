package dev.deltawire.gateway.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.Processes;
import dev.deltawire.gateway.outside.Jwt;
import dev.deltawire.gateway.outside.Outside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway in a process of its own, on a directory that outlives it. */
final class Victim implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+)");

  /** What lets the test in, and no rate in its way; nothing that touches the store. */
  private static final List<String> SETTINGS =
      List.of(
          "operator.token=" + Outside.OPERATOR,
          "home.jwtSecret=" + Jwt.SECRET,
          "agent.jwtSecret=" + Jwt.SECRET,
          "agent.turnsPerMinute=1000000",
          "agent.maxConcurrentSessions=1000",
          "chat.devMode=true",
          "messenger.sendRate=1000000",
          "messenger.maxBacklog=1000000",
          "integration.consent=auto");

  private final Process process;
  private final Outside outside;

  private Victim(Process process, Outside outside) {
    this.process = process;
    this.outside = outside;
  }

  static Victim start(Path data, Path errors) throws IOException {
    Process process = serve(data, errors);
    String line = String.valueOf(process.inputReader(UTF_8).readLine());
    Matcher ready = READY.matcher(line);
    assertTrue(ready.matches(), line + "\n" + Files.readString(errors));
    return new Victim(process, new Outside(Integer.parseInt(ready.group(1))));
  }

  /** Starts {@code serve}, whatever comes of it. */
  static Process serve(Path data, Path errors) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("serve", "--port", "0", "--data", data.toString()));
    SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return Processes.start(errors, arguments.toArray(new String[0]));
  }

  Outside outside() {
    return outside;
  }

  /** Lets it live for a while; it must not end by itself. */
  void live(long millis) throws InterruptedException {
    assertFalse(process.waitFor(millis, TimeUnit.MILLISECONDS), "the gateway has ended by itself");
  }

  /** Ends it by SIGTERM and returns its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return Processes.exitCode(process);
  }

  /** Kills it, as {@code kill -9} does. */
  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      Processes.exitCode(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
