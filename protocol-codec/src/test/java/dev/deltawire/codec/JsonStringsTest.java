package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strings at every place of a word, with every length before and behind what is special. */
final class JsonStringsTest {
  private static final int WORD = Long.BYTES;

  /** So far before and behind, all that is read by words has been crossed. */
  private static final int FAR = 2 * WORD + 1;

  private static final Pattern GRAMMAR =
      Pattern.compile("(?:[^\"\\\\\\x00-\\x1f]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*");

  /** Pairs of escaped surrogates, which are fine, and what is no escaped surrogate. */
  private static final Pattern PAIRED =
      Pattern.compile(
          "(?:\\\\u[dD][89abAB]..\\\\u[dD][c-fC-F]..|(?!\\\\u[dD][89a-fA-F])(?:\\\\.|[^\\\\]))*",
          Pattern.DOTALL);

  static Stream<byte[]> pieces() {
    return Stream.of(
            everyByte(),
            everyEscape(),
            sequences(),
            Stream.of(
                    "\\\\\"", "\\\\\\\"", "\\\\\\\\", "\\\\\\\\\"", "\\n\\n\\n\\n\\n", "\"\"", "\\")
                .map(text -> text.getBytes(US_ASCII)))
        .flatMap(pieces -> pieces);
  }

  private static Stream<byte[]> everyByte() {
    return IntStream.range(0, 0x100).mapToObj(b -> new byte[] {(byte) b});
  }

  private static Stream<byte[]> everyEscape() {
    Stream<byte[]> letters = IntStream.range(0, 0x100).mapToObj(b -> new byte[] {'\\', (byte) b});
    Stream<String> units =
        Stream.of(
            "\\u0000",
            "\\uABCD",
            "\\uabc",
            "\\uabcg",
            "\\u:000",
            "\\u 123",
            "\\U0041",
            "\\ud83d\\ude00",
            "\\uD83D\\uDE00",
            "\\ud83d",
            "\\ude00",
            "\\ud83d\\ud83d",
            "\\ud83dx",
            "\\ud83d\\n",
            "\\ud83d\\u0041",
            "\\ud83d\\ude0",
            "\\ude00\\ud83d",
            "\\udbff\\udfff",
            "\\ud7ff",
            "\\ue000",
            "\\ud83d\"",
            "\\u\"",
            "\\\\ud83d");
    return Stream.concat(letters, units.map(text -> text.getBytes(US_ASCII)));
  }

  private static Stream<byte[]> sequences() {
    return Stream.of(
            "c280",
            "dfbf",
            "e0a080",
            "ed9fbf",
            "ee8080",
            "efbfbf",
            "f0908080",
            "f48fbfbf",
            "c080",
            "c1bf",
            "e08080",
            "e09fbf",
            "eda080",
            "edbfbf",
            "f0808080",
            "f08fbfbf",
            "f4908080",
            "f5808080",
            "ff",
            "fe",
            "80",
            "bf",
            "c2",
            "c241",
            "c2c2",
            "c2c0",
            "dfff",
            "e0a0",
            "e0a041",
            "e0a0c0",
            "e1ff80",
            "e141",
            "f09080",
            "f0908041",
            "f09080c0",
            "f141",
            "f19041",
            "f1c080",
            "c28080",
            "e0a08080",
            "f090808080",
            "c280c280",
            "e38182e38184",
            "f09f9880f09f9880",
            "c3a9e28093",
            "e28093c3a9")
        .map(HexFormat.of()::parseHex);
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void x15_x17_x21_aPieceAtEveryPlace(byte[] piece) {
    for (int before = 0; before <= FAR; before++) {
      int quote = (before * 3) % WORD;
      for (int behind = 0; behind <= WORD + 1; behind++) {
        check(bytes(quote, before, piece, behind), quote);
      }
    }
  }

  @Test
  void x15_x17_x21_piecesSideBySide() {
    byte[][] pieces = pieces().toArray(byte[][]::new);
    RandomGenerator random = new SplittableRandom(17);
    int accepted = 0;
    for (int n = 0; n < 60_000; n++) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      for (int left = 1 + random.nextInt(8); left > 0; left--) {
        byte[] next = pieces[random.nextInt(pieces.length)];
        boolean fine = oracle(bytes(0, 0, next, 0), 0, next.length + 2) != 0;
        joined.writeBytes(fine || left % 4 == 0 ? next : "x\\\"".getBytes(US_ASCII));
      }
      int quote = random.nextInt(WORD);
      byte[] text = bytes(quote, random.nextInt(FAR), joined.toByteArray(), random.nextInt(FAR));
      accepted += check(text, quote) ? 1 : 0;
    }
    assertTrue(accepted > 6_000 && accepted < 54_000, accepted + " accepted");
  }

  /** Letters, the string that opens at {@code quote}, and more of what would close it. */
  private static byte[] bytes(int quote, int before, byte[] piece, int behind) {
    byte[] bytes = new byte[quote + 1 + before + piece.length + behind + 1 + WORD];
    Arrays.fill(bytes, (byte) 'x');
    bytes[quote] = '"';
    System.arraycopy(piece, 0, bytes, quote + 1 + before, piece.length);
    Arrays.fill(bytes, bytes.length - 1 - WORD, bytes.length, (byte) '"');
    return bytes;
  }

  /** Judges the string whole, and as if the text ended amid it. */
  private static boolean check(byte[] text, int quote) {
    int whole = text.length - WORD;
    check(text, quote, whole);
    check(text, quote, whole - 1);
    check(text, quote, Math.max(quote + 1, whole - 3));
    byte[] exact = Arrays.copyOf(text, whole);
    check(exact, quote, whole);
    return JsonStrings.end(text, quote, whole) != 0;
  }

  private static void check(byte[] text, int quote, int to) {
    int expected = oracle(text, quote, to);
    int end = JsonStrings.end(text, quote, to);
    if (expected != end) {
      assertEquals(expected, end, () -> HexFormat.of().formatHex(text, quote, to));
    }
  }

  /** What {@link JsonStrings#end} promises, found a byte at a time and by the JDK's decoder. */
  private static int oracle(byte[] text, int quote, int to) {
    int end = quote + 1;
    while (end < to && text[end] != '"') {
      end += text[end] == '\\' ? 2 : 1;
    }
    if (end >= to) {
      return 0;
    }
    byte[] content = Arrays.copyOfRange(text, quote + 1, end);
    boolean plain = new String(content, ISO_8859_1).chars().allMatch(c -> c < 0x80 && c != '\\');
    boolean accepted =
        Oracle.decode(content)
            .filter(chars -> GRAMMAR.matcher(chars).matches())
            .filter(chars -> PAIRED.matcher(chars).matches())
            .isPresent();
    return !accepted ? 0 : plain ? end + 1 : -(end + 1);
  }

  @Test
  void theOracleKnowsWhatItShould() {
    assertEquals(3, oracle("\"a\"".getBytes(UTF_8), 0, 3));
    assertEquals(-4, oracle("\"é\"".getBytes(UTF_8), 0, 4));
    assertEquals(-14, oracle("\"\\ud83d\\ude00\"".getBytes(UTF_8), 0, 14));
    assertEquals(0, oracle("\"\\ud83d\"".getBytes(UTF_8), 0, 8));
    assertEquals(-9, oracle("\"\\\\ud83d\"".getBytes(UTF_8), 0, 9));
  }
}
