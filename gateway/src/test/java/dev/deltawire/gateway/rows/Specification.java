package dev.deltawire.gateway.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The rows of {@code docs/protocols.md}: by section as its index lists them, and as its tables do.
 */
final class Specification {

  private static final Pattern SECTION =
      Pattern.compile("(?m)^\\| (\\d\\.\\S* .+?) \\| (X|.-.+?) \\|$");
  private static final Pattern ENTRY =
      Pattern.compile("([A-Z]-\\d\\d) \\([SFD ]+\\) ([^;]+)(?:; |$)");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\| ([A-Z]-\\d\\d) \\|");

  private final String text;
  private final int index;

  Specification(String text) {
    this.text = text;
    this.index = text.indexOf("\n## 8. ");
  }

  /** The subjects of the rows by id, by section, in their order. */
  Map<String, Map<String, String>> sections() {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    for (MatchResult section : matches(SECTION, text.substring(index))) {
      Map<String, String> rows = new LinkedHashMap<>();
      for (MatchResult entry : matches(ENTRY, section.group(2))) {
        rows.put(entry.group(1), entry.group(2));
      }
      sections.put(section.group(1), rows);
    }
    return sections;
  }

  /** The ids of the index in their order. */
  List<String> rows() {
    return sections().values().stream().flatMap(rows -> rows.keySet().stream()).toList();
  }

  /** The ids whose rule stands in a table before the index. */
  List<String> definitions() {
    List<String> ids = new ArrayList<>();
    matches(DEFINITION, text.substring(0, index)).forEach(row -> ids.add(row.group(1)));
    return ids;
  }

  private static List<MatchResult> matches(Pattern pattern, String in) {
    return pattern.matcher(in).results().toList();
  }
}
