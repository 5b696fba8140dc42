package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.home.HomeTokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {

  private static final Instant NOW = Instant.parse("2026-04-23T14:02:10Z");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    Map<String, String> complete = new HashMap<>(environment);
    complete.put("DELTAWIRE_DATA_DIR", directory.toString());
    return Main.commandLine(complete, InstantSource.fixed(NOW))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private int run(String... args) {
    return run(Map.of(), args);
  }

  private HomeTokens tokensAt(Instant instant) throws Exception {
    return HomeTokens.of(
        SettingsReader.of(GatewayKeys.all()).settings(),
        DataDirectory.open(directory),
        InstantSource.fixed(instant));
  }

  @Test
  void tokenPrintsTheTokenAndNothingElse() throws Exception {
    assertEquals(0, run("token", "home", "--device", "d1"));
    String token = out.toString().strip();
    assertEquals(token + System.lineSeparator(), out.toString());
    assertEquals("", err.toString());
    assertEquals("d1", tokensAt(NOW).authenticate(token).orElseThrow().deviceId());
    assertEquals("owner", tokensAt(NOW).authenticate(token).orElseThrow().userId());
  }

  @Test
  void h52_aTokenLastsFifteenMinutesUnlessTold() throws Exception {
    run("token", "home", "--device", "d1");
    String token = out.toString().strip();
    assertTrue(tokensAt(NOW.plusSeconds(900)).authenticate(token).isPresent());
    assertTrue(tokensAt(NOW.plusSeconds(906)).authenticate(token).isEmpty());
  }

  @Test
  void theLifetimeCanBeGiven() throws Exception {
    run("token", "home", "--device", "d", "--ttl", "1h");
    assertTrue(tokensAt(NOW.plusSeconds(3599)).authenticate(out.toString().strip()).isPresent());
  }

  @Test
  void aDirectoryThatACommandMakesIsNamed() {
    String told = directory.resolve("told").toString();
    assertEquals(0, run("token", "home", "--device", "d1", "--data", told));
    assertEquals("deltawire: made data directory " + told, err.toString().strip());
    assertEquals(0, run("token", "home", "--device", "d1", "--data", told));
    assertEquals(1, err.toString().lines().count(), err::toString);
  }

  @Test
  void theOptionIsStrongerThanTheVariable() {
    Path told = directory.resolve("told");
    assertEquals(0, run("token", "home", "--device", "d1", "--data", told.toString()));
    assertTrue(Files.exists(told.resolve("home-jwt-secret")));
  }

  @Test
  void tokensStayValidFromOneRunToTheNext() throws Exception {
    run("token", "home", "--device", "d1");
    String first = out.toString().strip();
    run("token", "home", "--device", "d2", "--type", "tv");
    assertTrue(tokensAt(NOW).authenticate(first).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "token",
        "token home",
        "token home --device",
        "token home --device d --type fridge",
        "token home --device d --ttl soon",
        "token home --device d --bogus",
        "serve --bogus",
        "serve --port 99999",
        "serve --transport netty",
        "serve --set nothing=1",
        "serve --set home.jwtSecret=short",
        "serve --config /nonexistent/file",
        "demo --transport netty",
        "serve extra",
      })
  void aUsageErrorExits2WithOneMessageOnStandardErrorAndMakesNoFile(String line) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ", -1)));
    assertEquals("", out.toString());
    assertTrue(err.toString().startsWith("deltawire: "), err::toString);
    assertTrue(err.toString().lines().count() <= 2, err::toString);
    assertEquals(0, directory.toFile().list().length);
  }

  @ParameterizedTest
  @CsvSource({
    "srve, unknown command 'deltawire srve'",
    "token fridge, unknown command 'deltawire token fridge'",
    "serve extra, unexpected argument 'extra'",
    "serve --prot 1, unknown option '--prot'",
    "token home, missing required option: '--device=ID'",
  })
  void whatIsWrongWithTheWordsIsNamed(String line, String message) {
    assertEquals(2, run(line.split(" ", -1)));
    assertEquals("deltawire: " + message, err.toString().lines().findFirst().orElseThrow());
  }

  @Test
  void x02_twoDialectsOnOneMountRefuseToStart() {
    assertEquals(2, run("serve", "--set", "home.mount=/agent"));
    assertEquals("deltawire: agent.mount and home.mount are both /agent", err.toString().strip());
    assertEquals(0, directory.toFile().list().length);
  }

  @Test
  void x02_aMountThatHidesAPathRefusesToStart() {
    assertEquals(1, run("serve", "--port", "0", "--set", "home.mount=/health"));
    assertEquals("deltawire: home.mount: /health is a path of plain HTTP", err.toString().strip());
  }

  @Test
  void x56_aBadSecretIsNotShown() {
    assertEquals(2, run("serve", "--set", "home.jwtSecret=hush-hush"));
    assertTrue(!err.toString().contains("hush-hush"), err::toString);
  }

  @Test
  void anUnknownVariableStopsTheStart() {
    assertEquals(2, run(Map.of("DELTAWIRE_HTTP_PROT", "1"), "serve"));
    assertTrue(err.toString().contains("DELTAWIRE_HTTP_PROT"), err::toString);
  }

  @Test
  void aBadDataDirectoryExits1WithOneLine() throws Exception {
    Path file = Files.createFile(directory.resolve("f"));
    assertEquals(1, run("serve", "--port", "0", "--data", file.toString()));
    assertEquals(
        "deltawire: data directory " + file + ": not a directory" + System.lineSeparator(),
        err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "serve --help", "token --help", "token home --help", "demo -h"})
  void helpGoesToStandardOutput(String line) {
    assertEquals(0, run(line.split(" ", -1)));
    assertTrue(out.toString().startsWith("Usage: deltawire"), out::toString);
  }

  @Test
  void theVersionIsFilledInByTheBuild() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("deltawire \\d+\\.\\d+\\.\\d+.*\\R"), out::toString);
  }
}
