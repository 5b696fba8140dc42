package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Texts of every length, each byte of which counts. */
final class KnownTextTest {
  private static final String LONGEST = "\"abcdefghijklmnopqrstu\":";

  @Test
  void everyByteOfEveryLength() {
    for (int length = 1; length <= LONGEST.length(); length++) {
      KnownText known = KnownText.of(LONGEST.substring(0, length));
      assertEquals(length, known.length());
      for (int before = 0; before < 3; before++) {
        assertKnows(known, " ".repeat(before), LONGEST.substring(0, length));
      }
    }
  }

  private static void assertKnows(KnownText known, String before, String text) {
    int from = before.length();
    for (String rest : new String[] {"", "}", "and more than a word"}) {
      byte[] bytes = (before + text + rest).getBytes(US_ASCII);
      assertTrue(known.isAt(bytes, from));
      for (int i = from; i < from + text.length(); i++) {
        assertFalse(known.isAt(Arrays.copyOf(bytes, i), from), "cut at " + i);
        bytes[i] ^= 1;
        assertFalse(known.isAt(bytes, from), "another byte at " + i);
        bytes[i] ^= 1;
      }
    }
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThrows(IllegalArgumentException.class, () -> KnownText.of(LONGEST + " "));
  }
}
