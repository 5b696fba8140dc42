package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four times the text takes some four times as long, not sixteen times; what takes too long to be
 * measured fails as well.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LinearGrowthTest {
  private static final int SHORT = 1 << 18;
  private static final int LONG = 4 * SHORT;

  /** Between what is linear and what is quadratic, on a machine that does other things beside. */
  private static final double MOST = 9;

  private static final int ROUNDS = 7;
  private static final int MOST_ROUNDS = 60;

  private final JsonScanner scanner = JsonScanner.withBody("payload");

  /** Texts of about so many bytes. */
  static Stream<Named<IntFunction<String>>> texts() {
    return Stream.of(
        text("nesting", LinearGrowthTest::nested),
        text("digits", "9"::repeat),
        text("digits of an exponent", n -> "1e" + "9".repeat(n)),
        text("digits of a fraction", n -> "0." + "0".repeat(n)),
        text("short escapes", n -> string("\\n\\\"".repeat(n / 4))),
        text("long escapes", n -> string("\\u0000".repeat(n / 6))),
        text("escaped pairs", n -> string("\\ud83d\\ude00".repeat(n / 12))),
        text("backslashes", n -> string("\\\\".repeat(n / 2))),
        text("three bytes each", n -> string("中".repeat(n / 3))),
        text("one wide character a word", n -> string("abcdefé".repeat(n / 8))),
        text("members", n -> object(n / 10, i -> Integer.toString(i, 36))),
        text("names that begin alike", n -> object(n / 28, i -> "sameheadsamehead" + i)),
        text("names of one hash code", n -> object(n / 42, LinearGrowthTest::ofOneHashCode)),
        text("escaped names", n -> object(n / 16, i -> "\\u0061" + Integer.toString(i, 36))),
        text("blanks", n -> "[" + " ".repeat(n) + "1]"),
        text("brackets that do not close", "["::repeat),
        text("a string that does not close", n -> "\"" + "\\\\".repeat(n / 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void growsWithTheText(IntFunction<String> text) {
    check(text, this::nanos);
  }

  @Test
  void contentGrowsWithTheText() {
    check(LinearGrowthTest::blocksBeforeBlanks, LinearGrowthTest::decodeNanos);
  }

  private static void check(IntFunction<String> text, ToDoubleFunction<byte[]> nanos) {
    byte[] few = text.apply(SHORT).getBytes(UTF_8);
    byte[] many = text.apply(LONG).getBytes(UTF_8);
    double shortest = Double.MAX_VALUE;
    double longest = Double.MAX_VALUE;
    for (int n = 0; n < ROUNDS || (longest > MOST * shortest && n < MOST_ROUNDS); n++) {
      shortest = Math.min(shortest, nanos.applyAsDouble(few));
      longest = Math.min(longest, nanos.applyAsDouble(many));
    }
    double growth = longest / shortest;
    assertTrue(growth < MOST, "four times the text takes " + growth + " times as long");
  }

  /** What is accepted is also looked at for names that repeat. */
  private double nanos(byte[] json) {
    long start = System.nanoTime();
    boolean unique = scanner.scan(json, 0, json.length) && scanner.envelope().isUnique();
    long nanos = System.nanoTime() - start;
    return unique ? nanos : Math.max(1_000, nanos); // what ends at once says nothing
  }

  private static double decodeNanos(byte[] frame) {
    long start = System.nanoTime();
    AgentDecoder.create().decode(frame, 0, frame.length);
    return System.nanoTime() - start;
  }

  private static String blocksBeforeBlanks(int bytes) {
    String block = "{\"type\":\"text\",\"text\":\"\"}";
    String blocks = (block + ',').repeat(bytes / 2 / block.length()) + block;
    return "{\"type\":\"tool_result\",\"payload\":{\"callId\":\"c\",\"result\":{\"content\":["
        + blocks
        + " ".repeat(bytes / 2)
        + "]}}}";
  }

  private static Named<IntFunction<String>> text(String name, IntFunction<String> text) {
    return Named.of(name, text);
  }

  private static String nested(int bytes) {
    String deep = "[".repeat(60) + "]".repeat(60) + ",";
    return "[" + deep.repeat(bytes / deep.length()) + "0]";
  }

  private static String string(String content) {
    return "\"" + content + "\"";
  }

  private static String object(int members, IntFunction<String> name) {
    return IntStream.range(0, members)
        .mapToObj(i -> "\"" + name.apply(i) + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Of 36 characters, a pair for each bit: {@code Aa} and {@code BB} have the same hash code. */
  private static String ofOneHashCode(int number) {
    return IntStream.range(0, 18)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }
}
