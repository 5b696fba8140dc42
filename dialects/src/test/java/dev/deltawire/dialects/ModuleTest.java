package dev.deltawire.dialects;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ModuleTest {

  private static final Pattern QUALIFIED = Pattern.compile("[\\w$]+(\\.[\\w$]+)+");
  private static final Set<String> EXPORTS =
      Set.of("dev.deltawire.dialects", "dev.deltawire.dialects.home");

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

  @Test
  void law3_exportedSignaturesNameNoThirdParty() throws Exception {
    List<String> foreign = new ArrayList<>();
    for (Class<?> type : exportedTypes()) {
      signatures(type)
          .flatMap(signature -> QUALIFIED.matcher(signature).results().map(r -> r.group()))
          .filter(name -> !name.startsWith("java.") && !name.startsWith("dev.deltawire."))
          .forEach(foreign::add);
    }
    assertEquals(List.of(), foreign);
  }

  @Test
  void exportedClassesHaveNoPublicConstructors() throws Exception {
    for (Class<?> type : exportedTypes()) {
      if (!type.isRecord()) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
          assertFalse(Modifier.isPublic(constructor.getModifiers()), constructor::toString);
        }
      }
    }
  }

  private List<Class<?>> exportedTypes() throws IOException, ClassNotFoundException {
    List<Class<?>> types = new ArrayList<>();
    try (var reader = module.open();
        Stream<String> names = reader.list()) {
      for (String name : names.filter(n -> n.matches("dev/.*\\.class")).toList()) {
        String className = name.substring(0, name.length() - ".class".length()).replace('/', '.');
        types.add(Class.forName(className));
      }
    }
    types.removeIf(type -> !Modifier.isPublic(type.getModifiers()));
    assertFalse(types.isEmpty());
    return types;
  }

  private static Stream<String> signatures(Class<?> type) {
    Stream<AnnotatedElement> members =
        Stream.of(
                type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
            .flatMap(Stream::of);
    return Stream.concat(
        Stream.of(type.toGenericString(), String.valueOf(type.getGenericSuperclass())),
        members.filter(ModuleTest::isVisible).map(ModuleTest::generic));
  }

  private static boolean isVisible(AnnotatedElement member) {
    int modifiers =
        member instanceof Executable executable
            ? executable.getModifiers()
            : ((Field) member).getModifiers();
    return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static String generic(AnnotatedElement member) {
    return member instanceof Executable executable
        ? executable.toGenericString()
        : ((Field) member).toGenericString();
  }
}
