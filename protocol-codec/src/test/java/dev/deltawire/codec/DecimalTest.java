package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DecimalTest {
  private static final int ROOM = 20;

  @Test
  void writesWhatTheJdkWrites() {
    LongStream.concat(edges(), random()).forEach(DecimalTest::check);
  }

  private static LongStream edges() {
    LongStream powers = LongStream.iterate(1, n -> n * 10).limit(19);
    LongStream near = powers.flatMap(n -> LongStream.of(n - 1, n, n + 1, 5 * (n / 2)));
    LongStream all = LongStream.concat(near, LongStream.of(Long.MAX_VALUE));
    return LongStream.concat(all.flatMap(n -> LongStream.of(n, -n)), LongStream.of(Long.MIN_VALUE));
  }

  private static LongStream random() {
    RandomGenerator random = new SplittableRandom(7);
    return LongStream.generate(() -> random.nextLong() >> random.nextInt(64)).limit(100_000);
  }

  private static void check(long value) {
    String expected = Long.toString(value);
    byte[] array = new byte[ROOM + 1];
    int end = Decimal.put(array, 1, value);
    assertEquals(expected, new String(array, 1, end - 1, US_ASCII));
    if (value >= 0) {
      assertEquals(expected.length(), Decimal.digits(value));
      checkBuffer(expected, value, ByteBuffer.allocate(ROOM + 1));
      checkBuffer(expected, value, ByteBuffer.allocateDirect(expected.length() + 1));
    }
  }

  private static void checkBuffer(String expected, long value, ByteBuffer buffer) {
    int end = Decimal.put(buffer, 1, value);
    assertEquals(0, buffer.position());
    assertEquals(expected, US_ASCII.decode(buffer.position(1).limit(end)).toString());
  }
}
