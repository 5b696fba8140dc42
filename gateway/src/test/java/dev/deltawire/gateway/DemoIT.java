package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as everybody sees it first. */
final class DemoIT {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  void everyExpectationHoldsOverEachTransport(String transport) throws Exception {
    Path errors = directory.resolve("stderr");
    Process demo = Processes.start(errors, "demo", "--transport", transport);
    String shown = Processes.output(demo);
    assertEquals(0, Processes.exitCode(demo), () -> shown);
    assertTrue(shown.contains("expectations held."), shown);
    for (String dialect : List.of("integration", "agent", "home", "chat", "messenger")) {
      assertTrue(shown.contains("=== " + dialect + " ==="), shown);
    }
    assertFalse(shown.contains("\u001B"), "colour without a terminal");
    assertFalse(shown.contains("eyJ"), "a token is shown");
    assertEquals("", Files.readString(errors));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalLeavesNoSecretsBehind(String signal) throws Exception {
    Process demo =
        Processes.startWith(
            "JAVA_TOOL_OPTIONS",
            "-Djava.io.tmpdir=" + directory,
            directory.resolve("stderr"),
            "demo");
    BufferedReader shown = demo.inputReader(UTF_8);
    String line = Processes.line(shown);
    while (line != null && !line.contains("=== agent ===")) {
      line = Processes.line(shown);
    }
    assertEquals(List.of("deltawire-demo"), left());
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(demo.pid())).start();
    assertEquals(0, Processes.exitCode(kill));
    Processes.exitCode(demo);
    assertEquals(List.of(), left());
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("\\d", ""))
          .filter(name -> name.startsWith("deltawire"))
          .toList();
    }
  }
}
