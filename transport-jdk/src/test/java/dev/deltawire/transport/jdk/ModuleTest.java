package dev.deltawire.transport.jdk;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.TransportProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleTest {

  private static final Path CLASSES = Path.of("target", "classes");
  private static final String SERVICE = TransportProvider.class.getName();
  private static final String PROVIDER = JdkTransportProvider.class.getName();

  private final ModuleDescriptor descriptor =
      ModuleFinder.of(CLASSES).find("dev.deltawire.transport.jdk").orElseThrow().descriptor();

  @Test
  void exportsNothing() {
    assertTrue(descriptor.exports().isEmpty());
    assertTrue(descriptor.opens().isEmpty());
  }

  @Test
  void law1_requiresTheCoreAndNothingElse() {
    assertEquals(
        Set.of("java.base", "dev.deltawire.server"),
        descriptor.requires().stream().map(ModuleDescriptor.Requires::name).collect(toSet()));
  }

  @Test
  void law6_descriptorAndServiceFileAgree() throws Exception {
    ModuleDescriptor.Provides provides = descriptor.provides().iterator().next();
    assertEquals(1, descriptor.provides().size());
    assertEquals(SERVICE, provides.service());
    assertEquals(List.of(PROVIDER), provides.providers());
    Path file = CLASSES.resolve("META-INF/services").resolve(SERVICE);
    assertEquals(List.of(PROVIDER), Files.readAllLines(file));
  }

  @Test
  void theProviderDeclaresWhatItCan() {
    TransportProvider provider = new JdkTransportProvider();
    assertEquals("jdk", provider.name());
    assertEquals(
        Set.of(Capability.HTTP, Capability.PARTIAL_WRITES, Capability.COMPRESSION, Capability.TLS),
        provider.capabilities());
  }
}
