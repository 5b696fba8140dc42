package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The modules that a running gateway is made of, as they were built. */
final class Modules {

  static final String PREFIX = "dev.deltawire.";

  private final Map<String, ModuleReference> byName;

  private Modules(Map<String, ModuleReference> byName) {
    this.byName = byName;
  }

  /** Those of ours on the module path and the class path. */
  static Modules ours() {
    String paths =
        String.join(
            File.pathSeparator,
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""));
    Map<String, ModuleReference> found = new TreeMap<>();
    Arrays.stream(paths.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(Path::of)
        .filter(Files::exists)
        .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
        .filter(module -> module.descriptor().name().startsWith(PREFIX))
        .forEach(module -> found.put(module.descriptor().name(), module));
    return new Modules(found);
  }

  Set<String> names() {
    return byName.keySet();
  }

  ModuleDescriptor descriptor(String name) {
    return byName.get(name).descriptor();
  }

  /** What it requires besides the JDK. */
  Set<String> requires(String name) {
    return descriptor(name).requires().stream()
        .map(ModuleDescriptor.Requires::name)
        .filter(required -> !required.startsWith("java.") && !required.startsWith("jdk."))
        .collect(toCollection(TreeSet::new));
  }

  /** Its classes and resources by path. */
  List<String> entries(String name) throws IOException {
    try (ModuleReader reader = byName.get(name).open();
        Stream<String> entries = reader.list()) {
      return entries.sorted().toList();
    }
  }

  /** The lines of a resource, without comments and blanks. */
  Set<String> lines(String name, String resource) throws IOException {
    Optional<String> text = read(name, resource).map(bytes -> new String(bytes, UTF_8));
    return text.stream()
        .flatMap(String::lines)
        .map(line -> line.replaceAll("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(toCollection(TreeSet::new));
  }

  /** Its classes that mention, in their constant pools, a name that starts so. */
  List<String> classesThatMention(String name, String internalName) throws IOException {
    List<String> found = new ArrayList<>();
    for (String entry : entries(name)) {
      if (entry.endsWith(".class")
          && !entry.equals("module-info.class")
          && new String(read(name, entry).orElseThrow(), ISO_8859_1).contains(internalName)) {
        found.add(entry);
      }
    }
    return found;
  }

  /** The public classes of its exported packages. */
  List<Class<?>> api(String name) throws IOException, ClassNotFoundException {
    Set<String> exported =
        descriptor(name).exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(toCollection(TreeSet::new));
    List<Class<?>> api = new ArrayList<>();
    for (String entry : entries(name)) {
      String type = entry.replace('/', '.').replaceAll("\\.class$", "");
      boolean inApi =
          entry.endsWith(".class")
              && type.contains(".")
              && exported.contains(type.substring(0, type.lastIndexOf('.')));
      if (inApi && !type.endsWith("package-info")) {
        api.add(Class.forName(type, false, Modules.class.getClassLoader()));
      }
    }
    api.removeIf(type -> !isAccessible(type));
    return api;
  }

  private static boolean isAccessible(Class<?> type) {
    Class<?> at = type;
    while (at != null) {
      if (!Modifier.isPublic(at.getModifiers())) {
        return false;
      }
      at = at.getEnclosingClass();
    }
    return true;
  }

  private Optional<byte[]> read(String name, String resource) throws IOException {
    try (ModuleReader reader = byName.get(name).open()) {
      Optional<InputStream> in = reader.open(resource);
      if (in.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream stream = in.get()) {
        return Optional.of(stream.readAllBytes());
      }
    }
  }
}
