package dev.deltawire.gateway.rows;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rows that a test's name claims to prove.
 *
 * <p>A method begins with them: {@code c09_c42_repliesComeInOrder}. A display name mentions them,
 * single, as a list or as a range: {@code "X-47 X-51: …"}, {@code "h60: …"}, {@code "H-07 to
 * H-10"}.
 */
final class RowNames {

  private static final Pattern IN_METHOD = Pattern.compile("\\G([xiahcm])(\\d\\d)_");
  private static final Pattern AT_BEGIN = Pattern.compile("(?:^|\\G|\")([xiahcm])(\\d\\d)[ :,]+");
  private static final Pattern IN_TEXT =
      Pattern.compile("\\b([XIAHCM])-(\\d\\d)\\b(?: to \\1-(\\d\\d)\\b)?");

  private RowNames() {}

  static Set<String> of(String method, String shown) {
    Set<String> rows = new TreeSet<>();
    collect(IN_METHOD.matcher(method), rows);
    collect(AT_BEGIN.matcher(shown), rows);
    Matcher text = IN_TEXT.matcher(shown);
    while (text.find()) {
      int first = Integer.parseInt(text.group(2));
      int last = text.group(3) == null ? first : Integer.parseInt(text.group(3));
      for (int number = first; number <= last; number++) {
        rows.add(id(text.group(1), number));
      }
    }
    return rows;
  }

  private static void collect(Matcher names, Set<String> rows) {
    while (names.find()) {
      rows.add(id(names.group(1), Integer.parseInt(names.group(2))));
    }
  }

  private static String id(String letter, int number) {
    return "%s-%02d".formatted(letter.toUpperCase(Locale.ROOT), number);
  }
}
