package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IsoTimeTest {
  private static final DateTimeFormatter ORACLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Test
  void x31_everyDayOfFourCenturiesIsWrittenAsTheJdkWritesIt() {
    Instant day = Instant.parse("1899-12-25T23:59:59.999Z");
    for (int n = 0; n < 146_200; n++) {
      assertEquals(ORACLE.format(day), write(day.toEpochMilli()));
      day = day.plusSeconds(86_400);
    }
  }

  @Test
  void x31_anyTimeIsWrittenAsTheJdkWritesIt() {
    SplittableRandom random = new SplittableRandom(31);
    for (int n = 0; n < 20_000; n++) {
      long millis = random.nextLong(FIRST, LAST + 1);
      assertEquals(ORACLE.format(Instant.ofEpochMilli(millis)), write(millis));
    }
    assertEquals("0000-01-01T00:00:00.000Z", write(FIRST));
    assertEquals("9999-12-31T23:59:59.999Z", write(LAST));
    assertThrows(IllegalArgumentException.class, () -> write(FIRST - 1));
    assertThrows(IllegalArgumentException.class, () -> write(LAST + 1));
  }

  private static String write(long unixMillis) {
    byte[] dst = new byte[IsoTime.LENGTH + 2];
    int end = IsoTime.put(dst, 1, unixMillis);
    return new String(dst, 1, end - 1, US_ASCII);
  }
}
