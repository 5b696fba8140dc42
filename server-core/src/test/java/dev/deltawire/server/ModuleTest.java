package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ModuleTest {

  private final ModuleDescriptor descriptor = DeltawireServer.class.getModule().getDescriptor();

  @Test
  @DisplayName(
      "Law 5: exports the API and the seams to all, what transports share to the two transports")
  void exports() {
    Map<String, Set<String>> exports =
        descriptor.exports().stream().collect(Collectors.toMap(Exports::source, Exports::targets));
    Set<String> transports =
        Set.of("dev.deltawire.transport.jdk", "dev.deltawire.transport.javawebsocket");
    assertEquals(
        Map.of(
            "dev.deltawire.server",
            Set.of(),
            "dev.deltawire.server.spi",
            Set.of(),
            "dev.deltawire.server.internal.net",
            transports,
            "dev.deltawire.server.internal.rfc6455",
            transports),
        exports);
  }

  @Test
  @DisplayName("Laws 2 and 5: requires the codec and no dialect, no transport, no library")
  void requires() {
    Set<String> required =
        descriptor.requires().stream().map(Requires::name).collect(Collectors.toSet());
    assertEquals(Set.of("java.base", "dev.deltawire.codec"), required);
  }

  @Test
  @DisplayName("Law 5: finds transports as services and provides nothing itself")
  void services() {
    assertEquals(Set.of("dev.deltawire.server.spi.TransportProvider"), descriptor.uses());
    assertTrue(descriptor.provides().isEmpty());
  }
}
