package dev.deltawire.server.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpareArraysTest {

  private static final int LONG = 200_000;

  private final SpareArrays spares = new SpareArrays();

  @Test
  void anArrayThatComesBackIsLentAgainAndToNobodyElse() {
    byte[] one = spares.take(LONG);
    assertNotSame(one, spares.take(LONG));
    spares.give(one);
    assertSame(one, spares.take(LONG - 1000));
    assertNotSame(one, spares.take(LONG));
  }

  @Test
  void oneThatIsTooShortMakesRoomForALongerOne() {
    spares.give(spares.take(20_000));
    byte[] longer = spares.take(LONG);
    assertEquals(1 << 18, longer.length);
    spares.give(longer);
    assertSame(longer, spares.take(20_000));
  }

  @Test
  void noMoreAreKeptThanThreadsMayNeed() {
    Set<byte[]> all = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 1000; i++) {
      all.add(spares.take(LONG));
    }
    all.forEach(spares::give);
    int kept = 0;
    while (all.contains(spares.take(1))) {
      kept++;
    }
    assertEquals(4 * Runtime.getRuntime().availableProcessors(), kept);
  }

  @Test
  void whatIsVeryLongOrNotTheirsIsForgotten() {
    byte[] enormous = spares.take((1 << 19) + 1);
    spares.give(enormous);
    spares.give(new byte[4096]);
    spares.give(new byte[50_000]);
    byte[] next = spares.take(1);
    assertEquals(1 << 14, next.length);
  }
}
