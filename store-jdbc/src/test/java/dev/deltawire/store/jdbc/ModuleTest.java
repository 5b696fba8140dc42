package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ModuleTest {

  private final ModuleDescriptor descriptor = JdbcStore.class.getModule().getDescriptor();

  @Test
  @DisplayName("Law 5: exports its one package")
  void exports() {
    assertEquals(
        Set.of("dev.deltawire.store.jdbc"),
        descriptor.exports().stream().map(Exports::source).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("Laws 3 and 5: requires the dialects and JDBC, no driver")
  void requires() {
    assertEquals(
        Set.of("java.base", "java.sql", "dev.deltawire.dialects"),
        descriptor.requires().stream().map(Requires::name).collect(Collectors.toSet()));
    assertTrue(descriptor.uses().isEmpty());
    assertTrue(descriptor.provides().isEmpty());
  }
}
