package dev.deltawire.gateway.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.TransportProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rehearsal in which something is not answered throws. */
final class RehearsalTest {

  private static final Duration LONG_ENOUGH_FOR_EACH_END = Duration.ofSeconds(3);

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  @DisplayName("All that is said is answered as it should be, on each transport")
  void isPlayedToTheEnd(String transport) throws IOException {
    int rounds = Rehearsal.run(named(transport), LONG_ENOUGH_FOR_EACH_END);
    assertTrue(rounds >= Repertoire.ENDS.size(), () -> rounds + " rounds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "javawebsocket"})
  @DisplayName("It leaves no thread behind")
  void endsWithItsTime(String transport) throws IOException {
    Rehearsal.run(named(transport), Duration.ofMillis(1));
    List<String> left =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("deltawire-" + transport))
            .toList();
    assertEquals(List.of(), left);
  }

  private static List<TransportProvider> named(String name) {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .toList();
  }
}
