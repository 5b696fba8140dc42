package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DiscardsTest {

  private static final int MEBIBYTE = 1 << 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Discards discards = new Discards(0);

  @Test
  void aMebibyteIsReadAtOnceAndThenSixtyFourASecond() {
    assertEquals(0, discards.add(MEBIBYTE, SECOND));
    assertEquals(SECOND / 2, discards.add(32 * MEBIBYTE, SECOND));
    assertEquals(SECOND / 4, discards.add(0, SECOND + SECOND / 4));
    assertEquals(SECOND, discards.add(48 * MEBIBYTE, SECOND + SECOND / 4));
  }

  @Test
  void aRestIsWorthNoMoreThanThat() {
    assertEquals(SECOND, discards.add(65 * MEBIBYTE, SECOND));
    assertEquals(SECOND, discards.add(65 * MEBIBYTE, 9 * SECOND));
  }
}
