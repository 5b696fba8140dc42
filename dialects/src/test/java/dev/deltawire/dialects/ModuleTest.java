package dev.deltawire.dialects;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModuleTest {

  private static final Set<String> EXPORTS =
      Set.of(
          "dev.deltawire.dialects",
          "dev.deltawire.dialects.agent",
          "dev.deltawire.dialects.chat",
          "dev.deltawire.dialects.home",
          "dev.deltawire.dialects.integration",
          "dev.deltawire.dialects.messenger");

  private final ModuleReference module =
      ModuleFinder.of(Path.of("target", "classes")).find("dev.deltawire.dialects").orElseThrow();

  @Test
  void runsAsTheNamedModule() {
    assertEquals("dev.deltawire.dialects", Engine.class.getModule().getName());
  }

  @Test
  void exportsTheSharedSeamsAndOnePackageADialect() {
    ModuleDescriptor descriptor = module.descriptor();
    assertEquals(
        EXPORTS,
        descriptor.exports().stream().map(ModuleDescriptor.Exports::source).collect(toSet()));
    assertTrue(descriptor.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    assertTrue(descriptor.opens().isEmpty());
  }

  @Test
  void requiresTheCoreAndProvidesNothing() {
    ModuleDescriptor descriptor = module.descriptor();
    assertEquals(
        Set.of("java.base", "dev.deltawire.server"),
        descriptor.requires().stream().map(ModuleDescriptor.Requires::name).collect(toSet()));
    assertTrue(descriptor.provides().isEmpty());
    assertTrue(descriptor.uses().isEmpty());
  }
}
