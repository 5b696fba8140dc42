package dev.deltawire.gateway.rows;

import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** The page {@code docs/rows.md}: each row with its subject and the tests that name it. */
final class RowsPage {

  static final String COMMAND =
      "mvn test -pl gateway -am -Dtest=RowsTest -Ddeltawire.write=rows"
          + " -DfailIfNoTests=false -Dsurefire.failIfNoSpecifiedTests=false";

  private static final String HEAD =
      """
      # Rows and the tests that prove them

      Generated from [protocols.md](protocols.md) and the names of the tests, and checked by the build (`RowsTest` in `gateway`). Don't edit;
      write it anew by

      ```sh
      %s
      ```

      What counts is the name of a test method or its display name. `…-frames.txt` holds the examples of the specification, which the golden
      frames test beside it reads and writes. The few rows without a test stand, with a reason, in [rows-unproved.md](rows-unproved.md).
      """;

  private RowsPage() {}

  static String write(Specification specification, Proofs proofs, Unproved unproved) {
    StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
    specification
        .sections()
        .forEach(
            (section, rows) -> {
              page.append("\n## ")
                  .append(section)
                  .append("\n\n| Row | Subject | Tests |\n| --- | --- | --- |\n");
              rows.forEach(
                  (row, subject) -> {
                    String tests = tests(proofs.of(row));
                    String proof = tests.isEmpty() ? "none: " + unproved.reason(row) : tests;
                    page.append("| %s | %s | %s |\n".formatted(row, subject, proof));
                  });
            });
    return page.toString();
  }

  private static String tests(Map<String, SortedSet<String>> byClass) {
    return byClass.entrySet().stream()
        .map(entry -> "`" + entry.getKey() + "`: " + String.join(", ", entry.getValue()))
        .collect(Collectors.joining("; "));
  }
}
