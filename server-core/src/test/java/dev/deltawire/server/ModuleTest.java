package dev.deltawire.server;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleTest {

  private final ModuleDescriptor descriptor = DeltawireServer.class.getModule().getDescriptor();

  @Test
  void itExportsTheApiAndTheSeamsToAll() {
    assertEquals(
        Set.of("dev.deltawire.server", "dev.deltawire.server.spi"),
        descriptor.exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(toSet()));
  }

  @Test
  void itShowsItsFrameReaderToTransportsOnly() {
    assertEquals(
        Set.of("dev.deltawire.transport.jdk", "dev.deltawire.transport.javawebsocket"),
        descriptor.exports().stream()
            .filter(Exports::isQualified)
            .flatMap(exports -> exports.targets().stream())
            .collect(toSet()));
    assertEquals(Set.of(), descriptor.opens());
  }

  @Test
  void itRequiresTheCodecAlone() {
    assertEquals(
        Set.of("java.base", "dev.deltawire.codec"),
        descriptor.requires().stream().map(Requires::name).collect(toSet()));
  }

  @Test
  void itUsesTransportsAndProvidesNothing() {
    assertEquals(Set.of("dev.deltawire.server.spi.TransportProvider"), descriptor.uses());
    assertEquals(Set.of(), Set.copyOf(descriptor.provides()));
  }
}
