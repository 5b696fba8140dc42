package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/transports.md} and the contract hold the same rules. */
final class RulesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "transports.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (T-[0-9]+) \\|");

  @Test
  void everyRuleHasOneRowAndOneTest() throws IOException {
    assertEquals(sorted(tested()), sorted(written()));
  }

  private static Stream<String> written() throws IOException {
    return ROW.matcher(Files.readString(PAGE)).results().map((MatchResult row) -> row.group(1));
  }

  private static Stream<String> tested() {
    return Stream.<Class<?>>iterate(
            TransportContract.class, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .map(RuleNames::rule)
        .flatMap(Optional::stream);
  }

  private static List<String> sorted(Stream<String> rules) {
    return rules.sorted().toList();
  }
}
