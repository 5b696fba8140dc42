package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.RawJsonView.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RawJsonViewTest {
  @Test
  void x64_walksAScript() {
    RawJsonView script =
        view(
            "[{\"say\":\"one \"},{\"sleep\":200},"
                + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"zw\\u00f6lf\"}},{\"result\":true}]");
    List<RawJsonView> steps = script.elements();

    assertEquals(4, steps.size());
    assertEquals(Optional.of("one "), steps.get(0).member("say").flatMap(RawJsonView::string));
    assertEquals(OptionalLong.of(200), steps.get(1).member("sleep").orElseThrow().integer());
    assertEquals(
        "{\"text\":\"zw\\u00f6lf\"}", steps.get(2).member("input").orElseThrow().raw().toString());
    assertEquals(
        Optional.of("zwölf"),
        steps.get(2).member("input").flatMap(i -> i.member("text")).flatMap(RawJsonView::string));
    assertEquals(Optional.of(true), steps.get(3).member("result").flatMap(RawJsonView::bool));
    assertEquals(List.of("tool", "input"), steps.get(2).names());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    RawJsonView number = view("1");
    assertTrue(number.member("a").isEmpty() && number.elements().isEmpty());
    assertTrue(number.string().isEmpty() && number.bool().isEmpty() && number.names().isEmpty());
    assertTrue(view("{}").member("a").isEmpty());
    assertTrue(view("[]").elements().isEmpty());
    assertTrue(view("\"1\"").integer().isEmpty() && view("\"1\"").number().isEmpty());
    assertEquals(Kind.NULL, view("{\"a\":null}").member("a").orElseThrow().kind());
  }

  @ParameterizedTest
  @CsvSource({
    "2147483648,2147483648",
    "9007199254740991,9007199254740991",
    "9007199254740992,",
    "9223372036854775808,",
    "1e400,",
    "1e3,1000",
    "-7.0,-7",
    "0.5,"
  })
  void x29_numbersAreReadExactly(String number, Long expected) {
    OptionalLong integer = view("[" + number + "]").elements().get(0).integer();
    assertEquals(expected == null ? OptionalLong.empty() : OptionalLong.of(expected), integer);
  }

  @Test
  void doublesAreTheNearestOnes() {
    assertEquals(OptionalDouble.of(1e-7), view("1e-7").number());
    assertEquals(OptionalDouble.of(Double.POSITIVE_INFINITY), view("1e400").number());
  }

  @Test
  void x32_rawValuesAreVerbatim() {
    String text = "{ \"a\" : [ 1.0 , 1e400, \"\\u00e9é\\/\", {\"b\" : -0} ] , \"中\":\"😀\" }";
    RawJsonView view = view(text);

    assertEquals("[ 1.0 , 1e400, \"\\u00e9é\\/\", {\"b\" : -0} ]", raw(view.member("a")));
    assertEquals("\"😀\"", raw(view.member("中")));
    List<RawJsonView> elements = view.member("a").orElseThrow().elements();
    assertEquals(
        List.of("1.0", "1e400", "\"\\u00e9é\\/\"", "{\"b\" : -0}"),
        elements.stream().map(e -> e.raw().toString()).toList());
    assertEquals("[ 1.0 , 1e400, \"\\u00e9é\\/\", {\"b\" : -0} ]", raw(view.member("a")));
  }

  @Test
  void blanksAroundATextAreNoPartOfIt() {
    RawJsonView view =
        RawJsonView.parse(" \n{ \"a\" : [ ] , \"b\":{ }}\t".getBytes(UTF_8)).orElseThrow();
    assertEquals("{ \"a\" : [ ] , \"b\":{ }}", view.raw().toString());
    assertEquals(List.of(), view.member("a").orElseThrow().elements());
    assertEquals(List.of(), view.member("b").orElseThrow().names());
    assertEquals(
        OptionalLong.of(1), RawJsonView.parse(new byte[] {' ', '1'}).orElseThrow().integer());
    assertTrue(RawJsonView.parse(new byte[] {'{'}).isEmpty());
  }

  @Test
  void x20_theLastOfRepeatedMembersWins() {
    assertEquals(
        OptionalLong.of(3),
        view("{\"a\":1,\"b\":2,\"\\u0061\":3}").member("a").orElseThrow().integer());
  }

  @Test
  void x19_deepestNestingAndLongValues() {
    RawJsonView view = view("[".repeat(64) + "]".repeat(64));
    int depth = 1;
    while (!view.elements().isEmpty()) {
      view = view.elements().get(0);
      depth++;
    }
    assertEquals(64, depth);
    String longText = "é".repeat(100_000);
    assertEquals(Optional.of(longText), view("[\"" + longText + "\"]").elements().get(0).string());
    assertTrue(JsonText.parse("[".repeat(65) + "]".repeat(65)).isEmpty());
  }

  @Test
  void parseTellsMalformedFromWellFormedText() {
    assertEquals("[1, 2]", JsonText.parse(" [1, 2]\n").orElseThrow().toString());
    assertTrue(JsonText.parse("").isEmpty());
    assertTrue(JsonText.parse("[1").isEmpty());
    assertTrue(JsonText.parse("[1] x").isEmpty());
    assertTrue(JsonText.parse("\"\uD83D\"").isEmpty());
    assertTrue(JsonText.parse(new byte[] {'"', (byte) 0xC3, '"'}).isEmpty());
    byte[] framed = "x{} y".getBytes(UTF_8);
    assertEquals("{}", JsonText.parse(framed, 1, 4).orElseThrow().toString());
  }

  private static RawJsonView view(String json) {
    return RawJsonView.of(JsonText.parse(json).orElseThrow());
  }

  private static String raw(Optional<RawJsonView> view) {
    return view.orElseThrow().raw().toString();
  }
}
