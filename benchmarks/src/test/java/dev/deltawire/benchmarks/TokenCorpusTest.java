package dev.deltawire.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TokenCorpusTest {

  private final TokenCorpus corpus = TokenCorpus.standard();

  @Test
  void tokensHaveThreeToEightCharacters() {
    assertEquals(TokenCorpus.SIZE, count(n -> corpus.text(n).length() >= 3));
    assertEquals(TokenCorpus.SIZE, count(n -> corpus.text(n).length() <= 8));
  }

  @Test
  void aTwentiethIsEscapedAndATwentiethIsBeyondAscii() {
    int escaped =
        count(n -> corpus.text(n).chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\'));
    int multibyte = count(n -> corpus.utf8(n).length > corpus.text(n).length());
    assertEquals(0.05, (double) escaped / TokenCorpus.SIZE, 0.01);
    assertEquals(0.05, (double) multibyte / TokenCorpus.SIZE, 0.01);
  }

  @Test
  void tokensAreWholeCodePoints() {
    assertEquals(
        TokenCorpus.SIZE, count(n -> new String(corpus.utf8(n), UTF_8).equals(corpus.text(n))));
  }

  @Test
  void tokensVary() {
    long distinct = IntStream.range(0, TokenCorpus.SIZE).mapToObj(corpus::text).distinct().count();
    assertTrue(distinct > TokenCorpus.SIZE / 2, () -> distinct + " distinct tokens");
  }

  private static int count(IntPredicate test) {
    return (int) IntStream.range(0, TokenCorpus.SIZE).filter(test).count();
  }
}
