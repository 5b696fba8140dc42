package dev.deltawire.gateway;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleTest {

  private final ModuleDescriptor descriptor = Main.class.getModule().getDescriptor();

  @Test
  void itExportsNothing() {
    assertEquals(Set.of(), descriptor.exports());
  }

  @Test
  void onlyTheCommandLineLibraryLooksInside() {
    ModuleDescriptor.Opens opens = descriptor.opens().iterator().next();
    assertEquals(1, descriptor.opens().size());
    assertEquals("dev.deltawire.gateway", opens.source());
    assertEquals(Set.of("info.picocli"), opens.targets());
  }

  @Test
  void itRequiresTheDialectsTheStoreAndNoTransport() {
    assertEquals(
        Set.of(
            "java.base",
            "java.net.http",
            "dev.deltawire.dialects",
            "dev.deltawire.store.jdbc",
            "info.picocli",
            "com.nimbusds.jose.jwt"),
        descriptor.requires().stream().map(ModuleDescriptor.Requires::name).collect(toSet()));
  }

  @Test
  void itUsesWhateverTransportsAreThere() {
    assertEquals(Set.of("dev.deltawire.server.spi.TransportProvider"), descriptor.uses());
    assertEquals(Set.of(), descriptor.provides());
  }
}
