package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import java.math.BigDecimal;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {
  private final JsonWriter writer = JsonWriter.ofCapacity(1);

  @Test
  void writesValuesOneAfterTheOther() {
    writer
        .raw('[')
        .string("a\"b")
        .raw(new byte[] {',', ' '})
        .number(-7)
        .raw(new byte[] {'x', ',', 'y'}, 1, 2)
        .bool(true)
        .raw(',')
        .bool(false)
        .raw(',')
        .rawJson(RawJson.EMPTY_OBJECT)
        .raw(']');

    assertEquals("[\"a\\\"b\", -7,true,false,{}]", written());
  }

  @Test
  void resetStartsAnewInTheSameArray() {
    writer.string("a long enough text to make the array grow");
    byte[] array = writer.array();
    writer.reset().number(1L);

    assertSame(array, writer.array());
    assertArrayEquals(new byte[] {'1'}, writer.toByteArray());
    assertEquals(1, writer.length());
  }

  @ParameterizedTest
  @ValueSource(ints = {4095, 4096, 4097, 8191, 8192, 12_289})
  void longStringsAreEscapedInPiecesWithoutCuttingAPair(int chars) {
    for (String unit : new String[] {"x", "\u0001", "😀", "x😀", "\uD83D"}) {
      String text = unit.repeat(chars / unit.length() + 1);
      byte[] dst = new byte[6 * text.length()];
      int end = JsonEscape.position(JsonEscape.escape(text, 0, text.length(), dst, 0));
      writer.reset().string(text);

      assertEquals('"' + new String(dst, 0, end, UTF_8) + '"', written());
    }
  }

  @Test
  void aLongPlainTextDoesNotGrowTheArraySixfold() {
    JsonWriter plain = JsonWriter.create();
    plain.string("x".repeat(1 << 20));

    assertTrue(plain.array().length <= 3 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, -1, 1705312800000L, (1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void writesLongs(long value) {
    writer.number(value);
    assertEquals(Long.toString(value), written());
  }

  @ParameterizedTest
  @CsvSource({
    "1234.5,1234.5",
    "0,0",
    "-0.0,0",
    "1,1",
    "-3.0,-3",
    "1e20,100000000000000000000",
    "1e21,1E+21",
    "0.1,0.1",
    "1e-6,0.000001",
    "1e-7,1E-7",
    "2e23,2E+23",
    "4.9e-324,5E-324",
    "100,100",
    "1.7976931348623157e308,1.7976931348623157E+308",
    "9007199254740993,9007199254740992",
    "2.2250738585072014e-308,2.2250738585072014E-308",
    "0.30000000000000004,0.30000000000000004"
  })
  void writesDoublesInTheShortestWay(double value, String expected) {
    writer.number(value);
    assertEquals(expected, written());
  }

  @Test
  void doublesReadBackAndAreNeverLongerThanTheJdksText() {
    Random random = new Random(7);
    for (int n = 0; n < 5_000; n++) {
      long bits = n % 4 == 0 ? random.nextLong() & 0x7FF0000000000000L : random.nextLong();
      double value = Double.longBitsToDouble(bits);
      if (Double.isFinite(value)) {
        String text = ShortestDouble.text(value);
        assertEquals(value, Double.parseDouble(text));
        assertTrue(digits(text) <= digits(Double.toString(value)), text);
      }
    }
  }

  @Test
  void refusesWhatJsonHasNoNumberFor() {
    assertThrows(IllegalArgumentException.class, () -> writer.number(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> writer.number(Double.NEGATIVE_INFINITY));
  }

  @Test
  void x30_uuidsAreLowerCase() {
    RandomGenerator random = new SplittableRandom(8);
    for (int n = 0; n < 1_000; n++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      writer.reset().uuid(uuid);
      assertEquals('"' + uuid.toString() + '"', written());
    }
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  private String written() {
    return new String(writer.toByteArray(), UTF_8);
  }
}
