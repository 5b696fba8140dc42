package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Characters of strings beside the oracle's text, and the reader beside the validator. */
final class StringCharsTest {
  private static final List<String> PARTS =
      List.of(
          "plain ! ",
          "#",
          "\\\"",
          "\\\\",
          "\\/",
          "\\b",
          "\\f",
          "\\n",
          "\\r",
          "\\t",
          "\\u0041",
          "\\u00E9",
          "\\ud83d\\ude00",
          "\u007F",
          "é",
          "ÿ",
          "日",
          "�",
          "😀");

  private final RandomGenerator random = new SplittableRandom(31);
  private final char[] chars = new char[64];

  @Test
  void everyPartAroundTheLengthThatIsKept() {
    for (String part : PARTS) {
      for (int before = StringChars.KEPT - 14; before <= StringChars.KEPT; before++) {
        byte[] json = quoted("a".repeat(before) + part);
        assertEquals(oracle(json), StringChars.text(json, 1, json.length - 1));
      }
    }
  }

  @Test
  void mixedParts() {
    for (int n = 0; n < 3000; n++) {
      byte[] json = quoted(mixed(random.nextInt(40)));
      assertEquals(oracle(json), StringChars.text(json, 1, json.length - 1));
    }
  }

  /** It may give up, but where it does not, it says what the validator and the oracle say. */
  @Test
  void readsNothingThatIsMalformed() {
    int read = 0;
    int refused = 0;
    for (int n = 0; n < 60_000; n++) {
      byte[] json = quoted(mixed(random.nextInt(8)));
      json[random.nextInt(json.length - 1) + 1] = (byte) random.nextInt(256);
      long result = StringChars.read(json, 1, json.length, chars, 0);
      int end = Math.abs(JsonStrings.end(json, 0, json.length));
      if (result == 0) {
        refused++;
        assertTrue(end == 0 || end >= chars.length, () -> new String(json, UTF_8));
      } else {
        read++;
        assertEquals(end, JsonEscape.position(result));
        String text = new String(chars, 0, JsonEscape.rawLength(result));
        assertEquals(oracle(Arrays.copyOf(json, end)), text);
      }
    }
    assertTrue(read > 5000 && refused > 5000, read + " read, " + refused);
  }

  private String mixed(int parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  private static byte[] quoted(String escaped) {
    return ('"' + escaped + '"').getBytes(UTF_8);
  }

  private static Object oracle(byte[] json) {
    return Oracle.read(json).orElseThrow().value();
  }
}
