package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void flagsAndValues() {
    Arguments given = parse("--quick", "--subjects", "a,b");
    assertTrue(given.has("--quick"));
    assertEquals(List.of("a", "b"), given.words("--subjects", ","));
    assertEquals(Optional.of("a,b"), given.value("--subjects"));
    assertEquals(List.of(), parse("--subjects", "").words("--subjects", ","));
  }

  @Test
  void whatIsUnknownOrIncompleteIsRefusedWithTheUsage() {
    for (List<String> args :
        List.of(List.of("--subject", "a"), List.of("quick"), List.of("--subjects"))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> parse(args.toArray(String[]::new)))
              .getMessage();
      assertTrue(message.contains(args.get(0)) && message.endsWith("how to"), message);
    }
  }

  @Test
  void aNumberIsAboveNothing() {
    assertEquals(Optional.of(2.5), parse("--subjects", "2.5").number("--subjects"));
    for (String text : List.of("0", "-1", "two", "", "1e9")) {
      Arguments given = parse("--subjects", text);
      assertThrows(IllegalArgumentException.class, () -> given.number("--subjects"), text);
    }
  }

  private static Arguments parse(String... args) {
    return new Arguments(List.of(args), Set.of("--quick"), Set.of("--subjects"), "how to");
  }
}
