package dev.deltawire.gateway.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every row of the specification is proved by a test that names it. */
final class RowsTest {

  private static final Path DOCS = Processes.root().resolve("docs");

  private final Specification specification = new Specification(read("protocols.md"));
  private final Unproved unproved = new Unproved(read("rows-unproved.md"));
  private final Proofs proofs = Proofs.read(Processes.root());

  RowsTest() throws IOException {}

  private static String read(String page) throws IOException {
    return Files.readString(DOCS.resolve(page));
  }

  @Test
  void theIndexOfTheSpecificationListsEveryRowOnce() {
    assertEquals(List.copyOf(new TreeSet<>(specification.rows())), sorted(specification.rows()));
    assertEquals(sorted(specification.definitions()), sorted(specification.rows()));
  }

  @Test
  void everyRowThatATestNamesExists() {
    assertEquals(Set.of(), without(proofs.rows(), specification.rows()));
  }

  @Test
  void theRowsWithoutATestAreTheReviewedOnes() {
    assertEquals(unproved.rows(), without(specification.rows(), proofs.rows()));
  }

  @Test
  void thePageIsTheOneThatWouldBeWritten() throws IOException {
    String page = RowsPage.write(specification, proofs, unproved);
    if ("rows".equals(System.getProperty("deltawire.write"))) {
      Files.writeString(DOCS.resolve("rows.md"), page);
    }
    assertEquals(page, read("rows.md"), "docs/rows.md is written anew by: " + RowsPage.COMMAND);
  }

  private static List<String> sorted(Collection<String> rows) {
    return rows.stream().sorted().toList();
  }

  private static Set<String> without(Collection<String> rows, Collection<String> others) {
    Set<String> left = new TreeSet<>(rows);
    left.removeAll(others);
    return left;
  }
}
