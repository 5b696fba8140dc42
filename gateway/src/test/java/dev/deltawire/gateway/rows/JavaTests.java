package dev.deltawire.gateway.rows;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tests that one source file holds, with the names that a report shows of them.
 *
 * <p>Comments and text blocks are no names, nor is what stands above a class.
 */
final class JavaTests {

  private static final String LITERAL = "\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"";
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile(
          "(?s)\"\"\".*?\"\"\"|" + LITERAL + "|'(?:\\\\.|[^'\\\\])'|/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern METHOD =
      Pattern.compile(
          "(?m)^ *(?:[a-z]+ )*(?:void|Stream<Dynamic(?:Test|Node|Container)>) (\\w+)\\(");
  private static final Pattern SHOWN_NAME =
      Pattern.compile("(?:@DisplayName\\(|\\bname = )\\s*((?:" + LITERAL + "[\\s+]*)+)");
  private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)");
  private static final Pattern ANNOTATION_TYPE = Pattern.compile("@interface (\\w+)");
  private static final Set<String> JUNIT =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate");

  private final String source;

  JavaTests(String source) {
    this.source =
        COMMENT_OR_TEXT
            .matcher(source)
            .replaceAll(
                found ->
                    found.group().matches("(?s)/.*|\"{3}.*")
                        ? ""
                        : Matcher.quoteReplacement(found.group()));
  }

  /** A test's method and, if it has one, its display name. */
  record Named(String method, String shown) {}

  /** The annotation types declared here that make a method a test. */
  List<String> markers() {
    return annotations(source).anyMatch(JUNIT::contains)
        ? groups(ANNOTATION_TYPE, source)
        : List.of();
  }

  /** The test methods; {@code markers} are annotations that mean a test, besides those of JUnit. */
  List<Named> tests(Set<String> markers) {
    return METHOD
        .matcher(source)
        .results()
        .filter(
            method ->
                annotations(above(method))
                    .anyMatch(name -> JUNIT.contains(name) || markers.contains(name)))
        .map(
            method ->
                new Named(method.group(1), String.join(" ", groups(SHOWN_NAME, above(method)))))
        .toList();
  }

  boolean mentions(String literal) {
    return source.contains('"' + literal + '"');
  }

  /** What stands between a method and the blank line, or the class, above it. */
  private String above(MatchResult method) {
    String before =
        source.substring(source.lastIndexOf("\n\n", method.start()) + 1, method.start());
    return before.replaceFirst("(?s)^.*\\b(?:class|interface|record|enum) [^\"\\n]*\\{\\n", "");
  }

  private static Stream<String> annotations(String text) {
    return groups(ANNOTATION, text).stream();
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
