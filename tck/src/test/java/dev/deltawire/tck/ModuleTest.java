package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the module's descriptor says; read from the file, because these tests run on the class path.
 */
final class ModuleTest {

  @Test
  void exportsItsPackagesAndRequiresTheDialectsAndJUnitAlone() throws IOException {
    ModuleDescriptor module = descriptor();
    assertEquals("dev.deltawire.tck", module.name());
    assertEquals(
        Set.of("dev.deltawire.tck", "dev.deltawire.tck.store"),
        module.exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet()));
    assertEquals(
        Set.of(
            "java.base",
            "dev.deltawire.dialects",
            "org.junit.jupiter.api",
            "org.junit.jupiter.params"),
        module.requires().stream()
            .map(ModuleDescriptor.Requires::name)
            .collect(Collectors.toSet()));
    assertEquals(Set.of("dev.deltawire.server.spi.TransportProvider"), module.uses());
  }

  private static ModuleDescriptor descriptor() throws IOException {
    String file = RawPeer.class.getSimpleName() + ".class";
    String root = RawPeer.class.getResource(file).toString();
    String module = root.substring(0, root.indexOf("dev/deltawire")) + "module-info.class";
    try (InputStream in = URI.create(module).toURL().openStream()) {
      return ModuleDescriptor.read(in);
    }
  }
}
