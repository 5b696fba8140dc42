package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.HomeInbound.Rejected;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One MiB of the worst: milliseconds when linear, minutes when quadratic. */
final class LinearTimeTest {
  private static final int MIB = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  static Stream<String> wellFormed() {
    return Stream.of(
        string("x".repeat(MIB)),
        string("\\u0000".repeat(MIB / 6)),
        string("\\ud83d\\ude00".repeat(MIB / 12)),
        string("中".repeat(MIB / 3)),
        string("a\\\"".repeat(MIB / 3)),
        " ".repeat(MIB) + "1",
        "9".repeat(MIB),
        "1e" + "9".repeat(MIB),
        "0." + "0".repeat(MIB) + "1e" + (MIB + 1),
        "[" + "1,".repeat(MIB / 2) + "1]",
        "[" + "[],".repeat(MIB / 3) + "[]]",
        object(i -> "\"" + Integer.toString(i, 36) + "\":0"),
        object(i -> "\"" + "same".repeat(8) + Integer.toString(i, 36) + "\":0"),
        object(i -> "\"\\u0061" + Integer.toString(i, 36) + "\":0"));
  }

  static Stream<String> malformed() {
    return Stream.of(
        "[".repeat(MIB),
        "{\"a\":".repeat(MIB / 5),
        "\"" + "\\\\".repeat(MIB / 2),
        "\"" + "x".repeat(MIB),
        "[" + "1,".repeat(MIB / 2),
        " ".repeat(MIB),
        "1" + " ".repeat(MIB) + "1",
        "-" + "0".repeat(MIB));
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void acceptsAndLooksInside(String text) {
    byte[] json = text.getBytes(UTF_8);
    JsonScanner scanner = JsonScanner.withBody("payload");
    assertTimeout(
        LIMIT,
        () -> {
          assertTrue(scanner.scan(json, 0, json.length));
          assertTrue(scanner.envelope().isUnique());
          assertEquals(-1, scanner.envelope().find("payload"));
          RawJsonView view = RawJsonView.of(JsonText.parse(json).orElseThrow());
          assertEquals(view.string().isPresent(), json[0] == '"');
          assertTrue(view.integer().isEmpty() || json.length > MIB);
        });
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void rejects(String text) {
    byte[] json = text.getBytes(UTF_8);
    assertTimeout(LIMIT, () -> assertFalse(JsonScanner.create().scan(json, 0, json.length)));
  }

  @Test
  void theDecoderToo() {
    String slugs = "\"a\",".repeat(MIB / 4) + "\"a\"";
    byte[] message =
        ("{\"type\":\"plugin.widget.subscribe\",\"payload\":{\"slugs\":[" + slugs + "]}}")
            .getBytes(UTF_8);
    assertTimeout(
        LIMIT,
        () ->
            assertEquals(
                new Rejected("Invalid payload: slugs", "plugin.widget.subscribe"),
                HomeDecoder.create().decode(message, 0, message.length)));
  }

  @Test
  void theLargestArrayIsSplitInLinearTime() {
    RawJsonView view =
        RawJsonView.of(JsonText.parse("[" + "1,".repeat(MIB / 2) + "1]").orElseThrow());
    assertTimeout(LIMIT, () -> assertEquals(MIB / 2 + 1, view.elements().size()));
  }

  @Test
  void offsetsAreFoundInLinearTime() {
    byte[] escaped = "\\n中a".repeat(MIB / 6).getBytes(UTF_8);
    int raw = MIB / 6 * 5;
    assertTimeout(
        LIMIT,
        () -> assertEquals(escaped.length, JsonEscape.skip(escaped, 0, escaped.length, raw)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\"",
        "\u0001",
        "é",
        "日",
        "😀",
        "\uD83D",
        "日é",
        "日 plain, but not for long. "
      })
  void fourTimesTheTextTakesNotTenTimesAsLongToEscape(String piece) {
    String text = piece.repeat(MIB / piece.length());
    byte[] utf8 = text.getBytes(UTF_8);
    byte[] dst = new byte[6 * utf8.length];
    int some = utf8.length / 4;
    int few = text.length() / 4;
    assertLinear(
        best(() -> JsonEscape.escape(text, 0, few, dst, 0)),
        best(() -> JsonEscape.escape(text, 0, text.length(), dst, 0)));
    assertLinear(
        best(() -> JsonEscape.escapeUtf8(utf8, 0, some, dst, 0)),
        best(() -> JsonEscape.escapeUtf8(utf8, 0, utf8.length, dst, 0)));
  }

  private static long best(LongSupplier work) {
    long best = Long.MAX_VALUE;
    for (int n = 0; n < 8; n++) {
      long start = System.nanoTime();
      assertTrue(work.getAsLong() > 0);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static void assertLinear(long once, long fourTimes) {
    long hiccup = Duration.ofMillis(20).toNanos();
    assertTrue(fourTimes < 10 * once + hiccup, () -> once + " ns, then " + fourTimes);
  }

  private static String string(String text) {
    return "\"" + text + "\"";
  }

  private static String object(IntFunction<String> member) {
    return IntStream.range(0, MIB / 12).mapToObj(member).collect(Collectors.joining(",", "{", "}"));
  }
}
