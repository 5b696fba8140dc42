package dev.deltawire.codec;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleTest {
  private static final Set<String> EXPORTS = Set.of("dev.deltawire.codec");

  private final ModuleReference module =
      ModuleFinder.of(Path.of("target", "classes")).find("dev.deltawire.codec").orElseThrow();

  @Test
  void runsAsTheNamedModule() {
    assertEquals("dev.deltawire.codec", JsonScanner.class.getModule().getName());
  }

  @Test
  void exportsOnePackage() {
    ModuleDescriptor descriptor = module.descriptor();
    assertEquals(
        EXPORTS,
        descriptor.exports().stream().map(ModuleDescriptor.Exports::source).collect(toSet()));
    assertTrue(descriptor.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    assertTrue(descriptor.opens().isEmpty());
  }

  @Test
  void requiresTheModelAndProvidesNothing() {
    ModuleDescriptor descriptor = module.descriptor();
    assertEquals(
        Set.of("java.base", "dev.deltawire.model"),
        descriptor.requires().stream().map(Requires::name).collect(toSet()));
    assertEquals(
        Set.of("dev.deltawire.model"),
        descriptor.requires().stream()
            .filter(required -> required.modifiers().contains(Requires.Modifier.TRANSITIVE))
            .map(Requires::name)
            .collect(toSet()));
    assertTrue(descriptor.provides().isEmpty());
    assertTrue(descriptor.uses().isEmpty());
  }
}
