package dev.deltawire.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import org.junit.jupiter.api.Test;

final class ExpectedTextTest {

  private final ExpectedText expected = new ExpectedText();

  @Test
  void tokenAfterTokenMatchesAndIsCountedRoundAndRound() {
    long position = 0;
    for (int n = 0; n < 3 * TokenCorpus.SIZE; n++) {
      byte[] token = escaped(n);
      assertTrue(expected.matches(position, token, 0, token.length));
      assertEquals(n, expected.tokensBefore(position));
      assertEquals(n, expected.tokensBefore(position + token.length - 1));
      position += token.length;
    }
  }

  @Test
  void anotherTextDoesNotMatch() {
    byte[] token = escaped(0);
    token[token.length - 1]++;
    assertFalse(expected.matches(0, token, 0, token.length));
    assertFalse(expected.matches(1, escaped(0), 0, escaped(0).length));
  }

  private static byte[] escaped(int n) {
    return HomeDelta.escaped(TokenCorpus.standard().text(n % TokenCorpus.SIZE)).getBytes(UTF_8);
  }
}
