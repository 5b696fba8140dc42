package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not plain at every place of a word, of a piece, and before every tail. */
final class EscapePlacesTest {
  private static final int PIECE = 1024;

  private static final List<Integer> LENGTHS =
      Stream.of(
              IntStream.rangeClosed(0, 41),
              IntStream.rangeClosed(124, 137),
              IntStream.of(PIECE - 9, PIECE - 1, PIECE, PIECE + 1, PIECE + 9))
          .flatMapToInt(lengths -> lengths)
          .boxed()
          .toList();

  private static final RandomGenerator RANDOM = new SplittableRandom(6);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"", "\n", "\u0001", "\u007F", "é", "ÿ", "Ā", "߿", "ࠀ", "日", "😀", "\uD83D", "\uDE00"
      })
  void standsWhereItStood(String special) {
    for (int length : LENGTHS) {
      for (int at = 0; at <= length; at = next(at, length)) {
        check("a".repeat(at) + special + "b".repeat(length - at));
        check("a".repeat(at) + special.repeat(9) + "b".repeat(length - at));
      }
      check(special.repeat(length));
      check("a" + special.repeat(length) + "é");
      check("日" + "a".repeat(length) + special);
    }
  }

  /** Every place near the edges of words and pieces, and few others. */
  private static int next(int at, int length) {
    boolean edge = at < 34 || length - at < 34 || Math.floorMod(at + 20, PIECE) < 40;
    return edge ? at + 1 : at + 13;
  }

  @Test
  void kindsTakeTurns() {
    List<String> kinds =
        List.of(
            "a",
            "\"",
            "\"\\\n",
            "\u0001",
            "\u0001\u0002\u001F",
            "é",
            "日",
            "😀",
            "\uD83D",
            "plain and long, ");
    for (int n = 0; n < 250; n++) {
      StringBuilder text = new StringBuilder();
      int length = RANDOM.nextInt(1, 3 * PIECE);
      int longest = RANDOM.nextInt(1, 80);
      while (text.length() < length) {
        String kind = kinds.get(RANDOM.nextInt(kinds.size()));
        text.append(kind.repeat(RANDOM.nextInt(1, longest + 1)));
      }
      check(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\"", "é", "日", "\uD83D", "\uDE00", "\uDE00\uD83D"})
  void pairsOfAllPlanesStandTogetherButForOneThing(String other) {
    for (int at = 0; at <= PIECE + 9; at = next(at, PIECE)) {
      check(pairs(at / 2) + other + pairs(PIECE - at / 2));
      check("a".repeat(at % 40) + pairs(at / 2) + other.repeat(2) + pairs(20));
    }
  }

  @Test
  void wideCharactersAreNotTakenForThoseOfLatin1ThatTheyResemble() {
    for (char c = 0x100; c < 0xFFFF; c++) {
      String latin1 = Character.toString((c & 0x7F) | 0x80).repeat(9);
      String both = latin1 + Character.toString(c).repeat(9) + latin1 + "plain ".repeat(4);
      check(both + both);
    }
  }

  private static String pairs(int count) {
    int[] pairs = RANDOM.ints(count, 0x10000, 0x110000).toArray();
    if (count > 1) {
      pairs[0] = Character.MAX_CODE_POINT;
      pairs[count - 1] = Character.MIN_SUPPLEMENTARY_CODE_POINT;
    }
    return new String(pairs, 0, count);
  }

  @Test
  void bytesThatAreNoUtf8AreReplacedWhereverTheyStand() {
    byte[] some = {'a', '"', 1, (byte) 0x80, (byte) 0xBF, (byte) 0xC3, (byte) 0xE0, (byte) 0xED};
    byte[] more = {(byte) 0xF0, (byte) 0xF4, (byte) 0xFF, (byte) 0x9F, (byte) 0xA0, (byte) 0xC0};
    for (int n = 0; n < 300; n++) {
      byte[] text = "日本語😀é plain".repeat(PIECE / 16).getBytes(UTF_8);
      for (int k = RANDOM.nextInt(60); k >= 0; k--) {
        byte[] from = RANDOM.nextBoolean() ? some : more;
        text[RANDOM.nextInt(text.length)] = from[RANDOM.nextInt(from.length)];
      }
      int from = RANDOM.nextInt(40);
      byte[] slice = Arrays.copyOfRange(text, from, RANDOM.nextInt(from, text.length));
      assertEquals(byteAfterByte(slice), Escaped.ofUtf8(slice));
    }
  }

  private static void check(String text) {
    Escaped expected = byteAfterByte(RandomText.wellFormed(text).getBytes(UTF_8));
    assertEquals(expected, Escaped.of(text));
    assertEquals(expected, Escaped.of(CharBuffer.wrap(text), 0, text.length()));
    assertEquals(expected, Escaped.ofUtf8(RandomText.wellFormed(text).getBytes(UTF_8)));
  }

  /** The slow and plain way. */
  private static Escaped byteAfterByte(byte[] utf8) {
    ByteArrayOutputStream escaped = new ByteArrayOutputStream();
    int raw = 0;
    for (int i = 0; i < utf8.length; ) {
      int length = Utf8.sequenceLength(utf8, i, utf8.length);
      raw += length == 0 ? 3 : length;
      if (length == 0) {
        escaped.writeBytes("\uFFFD".getBytes(UTF_8));
      } else if (length > 1 || PlainText.isPlain(utf8[i])) {
        escaped.write(utf8, i, length);
      } else {
        escaped.writeBytes(escape(utf8[i]).getBytes(UTF_8));
      }
      i += Math.max(1, length);
    }
    return new Escaped(escaped.toString(UTF_8), raw);
  }

  private static String escape(byte c) {
    return switch (c) {
      case '"', '\\' -> "\\" + (char) c;
      case '\n' -> "\\n";
      default -> "\\u%04x".formatted(c);
    };
  }
}
