package dev.deltawire.gateway.rows;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The reviewed list of rows without a test, each with its reason ({@code docs/rows-unproved.md}).
 */
final class Unproved {

  private static final Pattern LINE = Pattern.compile("(?m)^- ([^:\\n]+): (\\S.*)$");

  private final SortedMap<String, String> reasons = new TreeMap<>();

  Unproved(String text) {
    LINE.matcher(text)
        .results()
        .forEach(
            line -> RowNames.of("", line.group(1)).forEach(row -> reasons.put(row, line.group(2))));
  }

  Set<String> rows() {
    return reasons.keySet();
  }

  String reason(String row) {
    return reasons.getOrDefault(row, "");
  }
}
