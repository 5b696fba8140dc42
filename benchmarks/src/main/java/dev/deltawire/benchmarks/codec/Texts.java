package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.TokenCorpus;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A power of two of texts as Strings and in UTF-8, the same in every run. */
final class Texts {

  /** How long the long ones are, in characters. */
  static final int LONG = 4096;

  private static final int PLACES = 8;
  private static final int LONG_TEXTS = 16;
  private static final int LONGEST_ESCAPE = 6;

  private final String[] texts;
  private final byte[][] utf8;

  private Texts(int count, IntFunction<String> source) {
    texts = IntStream.range(0, count).mapToObj(source).toArray(String[]::new);
    utf8 = new byte[count][];
    for (int n = 0; n < count; n++) {
      utf8[n] = texts[n].getBytes(UTF_8);
    }
  }

  /** The {@link TokenCorpus}. */
  static Texts tokens() {
    return new Texts(TokenCorpus.SIZE, TokenCorpus.standard()::text);
  }

  /** Tokens one after the other: 4,096 characters of prose with escapes, accents and emoji. */
  static Texts mixed() {
    return ofTokens(text -> true);
  }

  /** The same with the ASCII tokens that need no escape only. */
  static Texts ascii() {
    return ofTokens(
        text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '"' && c != '\\'));
  }

  /** Characters that have escapes of two bytes. */
  static Texts escapes() {
    return ofPieces("\"", "\\", "\n", "\t");
  }

  /** The same piece again and again. */
  static Texts repeated(String piece) {
    return new Texts(1, n -> piece.repeat(LONG / piece.length()));
  }

  private static Texts ofTokens(Predicate<String> filter) {
    String[] tokens =
        IntStream.range(0, TokenCorpus.SIZE)
            .mapToObj(TokenCorpus.standard()::text)
            .filter(filter)
            .toArray(String[]::new);
    return ofPieces(tokens);
  }

  private static Texts ofPieces(String... pieces) {
    Random random = new Random(LONG);
    return new Texts(LONG_TEXTS, n -> prose(pieces, random));
  }

  private static String prose(String[] pieces, Random random) {
    StringBuilder text = new StringBuilder(LONG);
    while (text.length() < LONG) {
      String piece = pieces[random.nextInt(pieces.length)];
      text.append(text.length() + piece.length() > LONG ? "." : piece);
    }
    return text.toString();
  }

  /** How many there are. */
  int count() {
    return texts.length;
  }

  String text(int n) {
    return texts[n];
  }

  /** Not to be changed. */
  byte[] utf8(int n) {
    return utf8[n];
  }

  /** The offset that the delta with this text ends at. */
  long offset(int n) {
    return 1000L + n;
  }

  /**
   * Room for a message, in each process at another place of a page: what is written across two
   * pages takes twice as long, which is to happen to a fork and not to all of an answer.
   */
  byte[] newDestination() {
    byte[][] places = new byte[PLACES][maxMessageBytes()];
    return places[ThreadLocalRandom.current().nextInt(PLACES)];
  }

  /** Room for the longest message, however it is escaped. */
  int maxMessageBytes() {
    int longest = IntStream.range(0, texts.length).map(n -> texts[n].length()).max().orElse(0);
    return 512 + LONGEST_ESCAPE * longest;
  }
}
