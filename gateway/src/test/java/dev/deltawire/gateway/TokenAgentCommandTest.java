package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.agent.AgentTokens;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.data.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenAgentCommandTest {

  private static final Instant NOW = Instant.parse("2026-04-23T14:02:10Z");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a05_theCommandPrintsATokenAndNothingElse() throws Exception {
    assertEquals(0, run("--sub", "ann"));
    String token = out.toString().strip();
    assertEquals(token + System.lineSeparator(), out.toString());
    String made = "deltawire: made data directory " + directory.resolve("data");
    assertEquals(made, err.toString().strip());
    assertEquals("ann", at(NOW).authenticate(token).orElseThrow().identity().subject());
    assertTrue(at(NOW.plusSeconds(3599)).authenticate(token).isPresent());
    assertTrue(at(NOW.plusSeconds(3606)).authenticate(token).isEmpty());
  }

  @Test
  void a05_theLifetimeCanBeGiven() throws Exception {
    assertEquals(0, run("--sub", "ann", "--ttl", "1m"));
    assertTrue(at(NOW.plusSeconds(66)).authenticate(out.toString().strip()).isEmpty());
  }

  @Test
  void a02_aSubjectThatIsNoneIsAUsageErrorAndMakesNoFile() {
    assertEquals(2, run("--sub", ""));
    assertEquals(2, run("--sub", "a", "--ttl", "soon"));
    assertFalse(err.toString().isEmpty());
    assertEquals("", out.toString());
    assertFalse(directory.resolve("data").toFile().exists());
  }

  private int run(String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "token";
    args[1] = "agent";
    System.arraycopy(options, 0, args, 2, options.length);
    return Main.commandLine(
            Map.of("DELTAWIRE_DATA_DIR", directory.resolve("data").toString()),
            InstantSource.fixed(NOW))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private AgentTokens at(Instant instant) throws Exception {
    return AgentTokens.of(
        SettingsReader.of(GatewayKeys.all()).settings(),
        DataDirectory.open(directory.resolve("data")),
        InstantSource.fixed(instant));
  }
}
