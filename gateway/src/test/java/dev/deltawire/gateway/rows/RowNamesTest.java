package dev.deltawire.gateway.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.rows.JavaTests.Named;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as a test that names a row. */
final class RowNamesTest {

  private static final String SOURCE =
      """
      /** Proves X-01. */
      @DisplayName("Everything (X-02 to X-09)")
      final class SampleTest {
        @Test
        void x10_first() {}

        // @Test void x11_inAComment() {}
        @Everywhere("*/*")
        void x12_marked(String transport) {}

        @ParameterizedTest(name = "X-13: {0} " + "on {1}")
        @ValueSource(strings = {"{", "@Test; void x14_inAText() {"})
        @DisplayName(
            "X-15 X-16: two")
        void shown(String text) {}

        void x17_noTest() {}

        @Nested
        class Inner {
          @RepeatedTest(3)
          void x18_nested() {}
        }
      }
      """;

  @Test
  void aTestIsAMethodThatIsMarkedAsOne() {
    assertEquals(
        List.of(
            new Named("x10_first", ""),
            new Named("x12_marked", ""),
            new Named("shown", "\"X-13: {0} \" + \"on {1}\" \"X-15 X-16: two\""),
            new Named("x18_nested", "")),
        new JavaTests(SOURCE).tests(Set.of("Everywhere")));
  }

  @Test
  void anAnnotationOfOursMarksATestWhenJUnitsDo() {
    JavaTests marker =
        new JavaTests("@ParameterizedTest\n@MethodSource(\"all\")\n@interface OnEveryTransport {}");
    assertEquals(List.of("OnEveryTransport"), marker.markers());
    assertEquals(List.of(), new JavaTests("@interface Needs {}").markers());
  }

  @Test
  void aMethodBeginsWithItsRows() {
    assertEquals(Set.of("C-09", "C-42"), RowNames.of("c09_c42_inOrder", ""));
    assertEquals(Set.of(), RowNames.of("t05_aRuleOfTheTck", ""));
    assertEquals(Set.of(), RowNames.of("about_x05_", ""));
  }

  @Test
  void aDisplayNameMentionsThem() {
    assertEquals(Set.of("X-63"), RowNames.of("m", "\"x63: chunks\""));
    assertEquals(Set.of("M-28", "X-40"), RowNames.of("m", "\"M-28, X-40 and T-12\""));
    assertEquals(Set.of("H-07", "H-08", "H-09"), RowNames.of("m", "\"(H-07 to H-09)\""));
  }
}
