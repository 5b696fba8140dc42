package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages under {@code docs} and the contracts hold the same rules. */
final class RulesPageTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([TB]-[0-9]+) \\|");

  @Test
  void everyRuleForTransportsHasOneRowAndOneTest() throws IOException {
    assertEquals(tested(TransportContract.class), written("transports.md"));
  }

  @Test
  void everyRuleForBackplanesHasOneRowAndOneTest() throws IOException {
    assertEquals(tested(SharedBackplaneContract.class), written("backplanes.md"));
  }

  private static List<String> written(String page) throws IOException {
    return ROW.matcher(Files.readString(DOCS.resolve(page)))
        .results()
        .map(row -> row.group(1))
        .sorted()
        .toList();
  }

  private static List<String> tested(Class<?> contract) {
    return Stream.<Class<?>>iterate(contract, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .map(RuleNames::rule)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }
}
