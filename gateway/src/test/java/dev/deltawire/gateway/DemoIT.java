package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
