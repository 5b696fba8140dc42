package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Uuids beside the JDK's, and every byte at every place of one. */
final class HexTextTest {
  private static final RandomGenerator RANDOM = new SplittableRandom(30);
  private static final int LENGTH = 36;

  @Test
  void uuidsOfEitherCase() {
    for (int n = 0; n < 1000; n++) {
      UUID uuid = new UUID(RANDOM.nextLong(), RANDOM.nextLong());
      assertEquals(uuid, read(uuid.toString()));
      assertEquals(uuid, read(uuid.toString().toUpperCase(Locale.ROOT)));
    }
  }

  @Test
  void everyByteAtEveryPlace() {
    String text = "5F0c2a5e-8f0b-4C57-9d0e-3b1f6a7c2d1F";
    for (int place = 0; place < LENGTH; place++) {
      for (char c = 0; c < 256; c++) {
        String changed = text.substring(0, place) + c + text.substring(place + 1);
        boolean stays = text.charAt(place) == '-' ? c == '-' : isHex(c);
        if (stays) {
          assertEquals(UUID.fromString(changed), read(changed));
        } else {
          assertNull(read(changed), changed);
        }
      }
    }
  }

  @Test
  void otherLengthsAreNoUuids() {
    assertNull(read(""));
    assertNull(read("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1"));
    assertNull(read("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d100"));
  }

  private static boolean isHex(char c) {
    return "0123456789abcdefABCDEF".indexOf(c) >= 0;
  }

  private static UUID read(String text) {
    byte[] bytes = (" " + text).getBytes(ISO_8859_1);
    UUID uuid = HexText.uuid(bytes, 1, bytes.length);
    assertEquals(uuid != null, HexText.isUuid(bytes, 1, bytes.length));
    if (uuid != null) {
      assertEquals(uuid, new UUID(HexText.high(bytes, 1), HexText.low(bytes, 1)));
    }
    return uuid;
  }
}
