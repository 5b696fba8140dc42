package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class JsonEscapeTest {
  private static final int TEXTS = 20_000;

  @Test
  void escapesWhatJsonDemandsAndNothingElse() {
    StringBuilder controls = new StringBuilder();
    for (char c = 0; c < 0x20; c++) {
      controls.append(c);
    }
    assertEquals(
        "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e\\u000f"
            + "\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017"
            + "\\u0018\\u0019\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f",
        Escaped.of(controls.toString()).text());
    assertEquals(
        "say \\\"hi\\\" \\\\ / \u007fé€😀", Escaped.of("say \"hi\" \\ / \u007fé€😀").text());
  }

  @Test
  void everyCodePointSurvives() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String text = Character.toString(codePoint);
      Escaped escaped = Escaped.of(text);
      byte[] raw = RandomText.wellFormed(text).getBytes(UTF_8);
      assertEquals(raw.length, escaped.raw());
      assertEquals(
          new String(raw, UTF_8),
          new String(JsonEscape.unescape(escaped.array(), 0, escaped.length()), UTF_8));
    }
  }

  @Test
  void randomTextsReadBackAsTheyWere() {
    RandomGenerator random = new SplittableRandom(1);
    for (int n = 0; n < TEXTS; n++) {
      String text = RandomText.next(random);
      Escaped escaped = Escaped.of(text);

      assertEquals(RandomText.wellFormed(text), escaped.readByOracle());
      assertEquals(RandomText.wellFormed(text).getBytes(UTF_8).length, escaped.raw());
    }
  }

  @Test
  void textsLongerThanOnePieceReadBackAsTheyWere() {
    for (int before = 1018; before <= 1030; before++) {
      for (String end : List.of("😀é\n", "\uD83D", "\uDE00", "日本\"")) {
        String text = "a".repeat(before) + end.repeat(700);
        Escaped escaped = Escaped.of(text);
        assertEquals(RandomText.wellFormed(text), escaped.readByOracle());
        assertEquals(RandomText.wellFormed(text).getBytes(UTF_8).length, escaped.raw());
        assertEquals(escaped, Escaped.of(CharBuffer.wrap(text), 0, text.length()));
      }
    }
  }

  @Test
  void charSequencesStringsAndUtf8EscapeAlike() {
    RandomGenerator random = new SplittableRandom(2);
    for (int n = 0; n < TEXTS; n++) {
      String text = RandomText.next(random);
      Escaped escaped = Escaped.of(text);

      assertEquals(escaped, Escaped.of(CharBuffer.wrap(text), 0, text.length()));
      assertEquals(escaped, Escaped.ofUtf8(RandomText.wellFormed(text).getBytes(UTF_8)));
    }
  }

  @Test
  void x46_escapingInPiecesOfWholeCodePointsGivesTheSameText() {
    RandomGenerator random = new SplittableRandom(3);
    for (int n = 0; n < TEXTS; n++) {
      String text = RandomText.next(random);
      String whole = Escaped.of(text).text();
      for (int i = 0; i <= text.length(); i = text.offsetByCodePoints(i, 1)) {
        String left = Escaped.of(text, 0, i).text();
        assertEquals(whole, left + Escaped.of(text, i, text.length()).text());
        if (i == text.length()) {
          break;
        }
      }
    }
  }

  @Test
  void invalidUtf8BytesAreReplacedOneByOne() {
    assertEquals("\uFFFD", Escaped.ofUtf8(bytes(0x80)).text());
    assertEquals("\uFFFD\uFFFD", Escaped.ofUtf8(bytes(0xC0, 0xAF)).text());
    assertEquals("\uFFFD\uFFFDa", Escaped.ofUtf8(bytes(0xE2, 0x82, 'a')).text());
    assertEquals("\uFFFD\uFFFD\uFFFD", Escaped.ofUtf8(bytes(0xED, 0xA0, 0x80)).text());
    assertEquals("\uFFFD".repeat(4), Escaped.ofUtf8(bytes(0xF4, 0x90, 0x80, 0x80)).text());
    assertEquals("x\uFFFD", Escaped.ofUtf8(bytes('x', 0xF0)).text());
    assertEquals(9, Escaped.ofUtf8(bytes(0xED, 0xA0, 0x80)).raw());
  }

  @Test
  void sequencesAreWellFormedAsTheJdkSeesIt() {
    RandomGenerator random = new SplittableRandom(4);
    for (int n = 0; n < TEXTS * 5; n++) {
      byte[] bytes = new byte[random.nextInt(1, 6)];
      random.nextBytes(bytes);
      boolean wellFormed = !new String(bytes, UTF_8).contains("\uFFFD");
      assertEquals(wellFormed, isWellFormed(bytes), () -> Arrays.toString(bytes));
    }
  }

  @Test
  void x50_offsetsAreFoundAtEveryRawByte() {
    RandomGenerator random = new SplittableRandom(5);
    for (int n = 0; n < TEXTS / 4; n++) {
      Escaped escaped = Escaped.of(RandomText.wellFormed(RandomText.next(random)));
      byte[] array = escaped.array();
      List<Integer> boundaries = boundaries(escaped);
      assertEquals(escaped.raw(), JsonEscape.rawLength(array, 0, escaped.length()));
      for (int raw = 0; raw <= escaped.raw(); raw++) {
        assertEquals(boundaries.get(raw), JsonEscape.skip(array, 0, escaped.length(), raw));
      }
    }
  }

  @Test
  void x50_offsetsOutsideTheTextAreRefused() {
    byte[] text = "aé".getBytes(UTF_8);
    assertEquals(-1, JsonEscape.skip(text, 0, 3, 4));
    assertEquals(-1, JsonEscape.skip(text, 0, 3, 2));
    assertEquals(-1, JsonEscape.skip(text, 0, 3, -1));
    assertEquals(-1, JsonEscape.skip(text, 0, 3, 1L << 32));
  }

  @Test
  void x50_escapesOfLongSequencesAreNeverCut() {
    byte[] escaped = "a\\u00e9\\u20ac\\ud83d\\ude00z".getBytes(UTF_8);
    int[] ends = {0, 1, -1, 7, -1, -1, 13, -1, -1, -1, 25, 26};
    for (int raw = 0; raw < ends.length; raw++) {
      assertEquals(ends[raw], JsonEscape.skip(escaped, 0, escaped.length, raw));
    }
  }

  @Test
  void unescapeReadsAnEscapeAtEveryPlaceOfAWord() {
    Map<String, String> escapes =
        Map.of("\\n", "\n", "\\\"", "\"", "\\\\", "\\", "\\u00e9", "é", "\\ud83d\\ude00", "😀");
    escapes.forEach(
        (escape, raw) -> {
          for (int before = 0; before < 20; before++) {
            for (int behind = 0; behind < 20; behind++) {
              String json = "a".repeat(before) + escape + escape + "é".repeat(behind);
              byte[] bytes = json.getBytes(UTF_8);
              assertEquals(
                  "a".repeat(before) + raw + raw + "é".repeat(behind),
                  new String(JsonEscape.unescape(bytes, 0, bytes.length), UTF_8),
                  json);
            }
          }
        });
  }

  @Test
  void unescapeReadsEveryEscapeOfJson() {
    byte[] escaped =
        "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83D\\uDe00é".getBytes(UTF_8);
    String raw = "\"\\/\b\f\n\r\tAé€😀é";

    assertEquals(raw, new String(JsonEscape.unescape(escaped, 0, escaped.length), UTF_8));
    assertEquals(raw.getBytes(UTF_8).length, JsonEscape.rawLength(escaped, 0, escaped.length));
  }

  /** Per raw offset the index in the escaped text, or -1 inside a code point. */
  private static List<Integer> boundaries(Escaped escaped) {
    List<Integer> boundaries = new ArrayList<>(List.of(0));
    int end = 0;
    String raw = new String(JsonEscape.unescape(escaped.array(), 0, escaped.length()), UTF_8);
    for (int codePoint : raw.codePoints().toArray()) {
      Escaped one = Escaped.of(Character.toString(codePoint));
      for (int inside = 1; inside < one.raw(); inside++) {
        boundaries.add(-1);
      }
      end += one.length();
      boundaries.add(end);
    }
    return boundaries;
  }

  private static boolean isWellFormed(byte[] bytes) {
    int i = 0;
    while (i < bytes.length) {
      int length = Utf8.sequenceLength(bytes, i, bytes.length);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
