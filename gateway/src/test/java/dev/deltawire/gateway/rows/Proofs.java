package dev.deltawire.gateway.rows;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which tests name which rows, read from the sources of all modules.
 *
 * <p>Sources, because the tests of other modules are no classes here. The contracts of the tck are
 * tests too. A line {@code H-09 {…}} of a resource {@code home-frames.txt} names its row for the
 * golden frames test that reads the resource.
 */
final class Proofs {

  private final Path root;
  private final Map<Path, JavaTests> sources = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, SortedSet<String>>> byRow = new TreeMap<>();

  private Proofs(Path root) {
    this.root = root;
  }

  static Proofs read(Path root) throws IOException {
    Proofs proofs = new Proofs(root);
    for (Path file : proofs.files("java/.*\\.java")) {
      proofs.sources.put(file, new JavaTests(Files.readString(file)));
    }
    proofs.addMethods();
    proofs.addGoldenFrames();
    return proofs;
  }

  /** The rows that some test names. */
  Set<String> rows() {
    return byRow.keySet();
  }

  /** The tests of a row by class; none when no test names it. */
  Map<String, SortedSet<String>> of(String row) {
    return byRow.getOrDefault(row, new TreeMap<>());
  }

  private void addMethods() {
    Set<String> markers = new HashSet<>();
    sources.values().forEach(source -> markers.addAll(source.markers()));
    sources.forEach(
        (file, source) ->
            source
                .tests(markers)
                .forEach(
                    test ->
                        RowNames.of(test.method(), test.shown())
                            .forEach(row -> add(row, file, test.method()))));
  }

  private void addGoldenFrames() throws IOException {
    for (Path frames : files("resources/.*-frames\\.txt")) {
      String name = frames.getFileName().toString();
      List<Path> readers =
          sources.keySet().stream()
              .filter(file -> module(file).equals(module(frames)))
              .filter(file -> sources.get(file).mentions(name))
              .toList();
      for (String line : Files.readAllLines(frames)) {
        readers.forEach(reader -> add(line.substring(0, 4), reader, name));
      }
    }
  }

  private void add(String row, Path file, String test) {
    String type = file.getFileName().toString().replace(".java", "");
    byRow
        .computeIfAbsent(row, r -> new TreeMap<>())
        .computeIfAbsent(type, t -> new TreeSet<>())
        .add(test);
  }

  /**
   * The files of all test trees whose path there is like this; what the tck ships is one of them.
   */
  private List<Path> files(String pattern) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(root)) {
      for (Path module : modules) {
        Path tree = module.resolve(module.endsWith("tck") ? "src" : "src/test");
        if (Files.isDirectory(tree)) {
          try (Stream<Path> all = Files.walk(tree)) {
            all.filter(file -> tree.relativize(file).toString().matches("(.*/)?" + pattern))
                .forEach(files::add);
          }
        }
      }
    }
    return files;
  }

  private Path module(Path file) {
    return root.relativize(file).getName(0);
  }
}
