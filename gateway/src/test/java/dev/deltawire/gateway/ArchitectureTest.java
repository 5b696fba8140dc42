package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Backplane;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of the modules (docs/architecture.md), held over what was built. */
final class ArchitectureTest {

  private static final String MODEL = "dev.deltawire.model";
  private static final String CODEC = "dev.deltawire.codec";
  private static final String SERVER = "dev.deltawire.server";
  private static final String DIALECTS = "dev.deltawire.dialects";
  private static final String JDK = "dev.deltawire.transport.jdk";
  private static final String JAVA_WEBSOCKET = "dev.deltawire.transport.javawebsocket";
  private static final String STORE = "dev.deltawire.store.jdbc";
  private static final String TCK = "dev.deltawire.tck";
  private static final String GATEWAY = "dev.deltawire.gateway";

  private static final List<String> TRANSPORTS = List.of(JDK, JAVA_WEBSOCKET);

  /** Who requires whom, besides the JDK. */
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          MODEL, Set.of(),
          CODEC, Set.of(MODEL),
          SERVER, Set.of(CODEC),
          DIALECTS, Set.of(SERVER),
          STORE, Set.of(DIALECTS),
          JDK, Set.of(SERVER),
          JAVA_WEBSOCKET, Set.of(SERVER, "org.java_websocket"),
          TCK, Set.of(DIALECTS, "org.junit.jupiter.api", "org.junit.jupiter.params"),
          GATEWAY, Set.of(STORE, DIALECTS, "com.nimbusds.jose.jwt", "info.picocli"));

  private static final Pattern OF_THE_JDK = Pattern.compile("java\\.|javax\\.net\\.ssl\\.");
  private static final Pattern QUALIFIED_NAME = Pattern.compile("[a-zA-Z_$][\\w$]*(?:\\.[\\w$]+)+");

  private final Modules modules = Modules.ours();

  @Test
  void theGraphOfRequirementsIsTheOneWeDrew() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    modules.names().forEach(name -> arrows.put(name, modules.requires(name)));
    assertEquals(new TreeMap<>(ARROWS), arrows);
  }

  @Test
  void theGraphHasNoCycle() {
    Set<String> settled = new HashSet<>();
    Set<String> left = new TreeSet<>(modules.names());
    while (!left.isEmpty()) {
      Set<String> free =
          left.stream()
              .filter(name -> modules.requires(name).stream().noneMatch(left::contains))
              .collect(Collectors.toSet());
      assertFalse(free.isEmpty(), "a cycle among " + left);
      settled.addAll(free);
      left.removeAll(free);
    }
    assertEquals(modules.names(), new TreeSet<>(settled));
  }

  @Test
  void law1_aTransportKnowsBytesNotMessages() throws IOException {
    for (String transport : TRANSPORTS) {
      for (String foreign : List.of("codec", "model", "dialects")) {
        assertEquals(
            List.of(),
            modules.classesThatMention(transport, "dev/deltawire/" + foreign),
            transport + " mentions " + foreign);
      }
    }
  }

  @Test
  void law2_theCoreKnowsNoDialect() throws IOException {
    for (String foreign :
        List.of("dev/deltawire/dialects", "dev/deltawire/model/home", "dev/deltawire/codec/Home")) {
      assertEquals(List.of(), modules.classesThatMention(SERVER, foreign), foreign);
    }
  }

  @Test
  void law3_exportedPackagesLeakNoThirdPartyType() throws Exception {
    List<String> leaks = new ArrayList<>();
    for (String module : modules.names()) {
      for (Class<?> type : modules.api(module)) {
        signatures(type).forEach(signature -> leaks.addAll(foreignTypes(type, signature)));
      }
    }
    assertEquals(List.of(), leaks);
  }

  @Test
  void law3_theApiIsNotEmpty() throws Exception {
    for (String module : List.of(MODEL, CODEC, SERVER, DIALECTS, STORE)) {
      assertFalse(modules.api(module).isEmpty(), module);
    }
    for (String module : TRANSPORTS) {
      assertEquals(Set.of(), modules.descriptor(module).exports(), module + " exports something");
    }
  }

  @Test
  void law4_aSingleNodeUsesTheSeamOfMany() throws Exception {
    Class<?> memory = Class.forName("dev.deltawire.server.MemoryBackplane");
    assertTrue(Backplane.class.isAssignableFrom(memory));
  }

  @Test
  void law5_everyModuleHasItsModuleTest() throws IOException {
    String parent = Files.readString(Processes.root().resolve("pom.xml"));
    Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(parent);
    while (module.find()) {
      Path directory = Processes.root().resolve(module.group(1));
      if (Files.exists(directory.resolve("src/main/java/module-info.java"))) {
        assertTrue(hasModuleTest(directory), module.group(1) + " has no ModuleTest");
      }
    }
  }

  @Test
  void law6_servicesAreProvidedToModulesAndTheClassPathAlike() throws IOException {
    int provided = 0;
    for (String module : modules.names()) {
      Map<String, Set<String>> declared = new TreeMap<>();
      for (Provides provides : modules.descriptor(module).provides()) {
        declared.put(provides.service(), new TreeSet<>(provides.providers()));
        provided++;
      }
      Map<String, Set<String>> listed = new TreeMap<>();
      for (String entry : modules.entries(module)) {
        Matcher services = Pattern.compile("META-INF/services/([\\w.]+)").matcher(entry);
        if (services.matches()) {
          listed.put(services.group(1), modules.lines(module, entry));
        }
      }
      assertEquals(declared, listed, module);
    }
    assertEquals(TRANSPORTS.size(), provided);
  }

  @Test
  void theApiHasFactoriesInsteadOfPublicConstructors() throws Exception {
    List<String> constructors = new ArrayList<>();
    for (String module : modules.names()) {
      for (Class<?> type : modules.api(module)) {
        if (!type.isRecord()) {
          Stream.of(type.getConstructors()).map(Constructor::toString).forEach(constructors::add);
        }
      }
    }
    assertEquals(List.of(), constructors);
  }

  private static boolean hasModuleTest(Path module) throws IOException {
    Path tests = module.resolve("src/test/java");
    if (!Files.exists(tests)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(tests)) {
      return files.anyMatch(file -> file.endsWith("ModuleTest.java"));
    }
  }

  /** The generic signatures that a user of {@code type} can see. */
  private static Stream<String> signatures(Class<?> type) {
    Stream<String> members =
        Stream.<Stream<? extends Member>>of(
                Stream.of(type.getDeclaredMethods()),
                Stream.of(type.getDeclaredConstructors()),
                Stream.of(type.getDeclaredFields()))
            .flatMap(each -> each)
            .filter(ArchitectureTest::isVisible)
            .map(ArchitectureTest::generic);
    Stream<String> parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Stream.of(type.getGenericInterfaces()))
            .map(Type::getTypeName);
    return Stream.of(Stream.of(type.toGenericString()), parents, members).flatMap(each -> each);
  }

  private static boolean isVisible(Member member) {
    return !member.isSynthetic()
        && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
  }

  private static String generic(Member member) {
    return member instanceof Field field
        ? field.toGenericString()
        : ((Executable) member).toGenericString();
  }

  private static List<String> foreignTypes(Class<?> in, String signature) {
    return QUALIFIED_NAME
        .matcher(signature)
        .results()
        .map(result -> result.group())
        .filter(name -> !OF_THE_JDK.matcher(name).lookingAt() && !name.startsWith(Modules.PREFIX))
        .map(name -> in.getName() + " shows " + name)
        .toList();
  }
}
