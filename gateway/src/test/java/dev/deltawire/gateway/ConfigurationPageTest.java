package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.NetworkSet;
import dev.deltawire.gateway.config.Durations;
import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.Key;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page lists every key as the registry has it. */
final class ConfigurationPageTest {

  @Test
  void docsConfigurationListsEveryKeyWithItsDefault() throws Exception {
    List<String> listed =
        Files.readAllLines(Processes.root().resolve("docs/configuration.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    List<String> expected = GatewayKeys.all().stream().map(ConfigurationPageTest::row).toList();
    assertEquals(String.join("\n", expected), String.join("\n", listed));
  }

  private static String row(Key<?> key) {
    String fallback = key.fallback().map(ConfigurationPageTest::shown).orElse("unset");
    return "| `%s` | %s | %s |"
        .formatted(key.name(), fallback, key.type().expectation().replace("|", "\\|"));
  }

  private static String shown(Object value) {
    if (value instanceof Duration duration) {
      return Durations.format(duration);
    }
    if (value instanceof List<?> list && list.isEmpty()) {
      return "empty";
    }
    return value == NetworkSet.LOCAL ? "loopback, private, link-local" : value.toString();
  }
}
