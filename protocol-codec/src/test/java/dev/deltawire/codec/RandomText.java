package dev.deltawire.codec;

import java.util.random.RandomGenerator;

/** Texts that mix what escaping treats differently, from a seeded source. */
final class RandomText {
  private static final String[] PIECES = {
    "plain text, longer than eight bytes",
    "a",
    "\"",
    "\\",
    "/",
    "\b\f\n\r\t",
    "\u0000",
    "\u001f",
    "\u007f",
    "é",
    "ÿ",
    "€",
    "中文",
    "\uFFFD",
    "\uFFFF",
    "😀",
    "👩‍👩‍👧‍👦",
    "\uD83D",
    "\uDE00",
    "\uDE00\uD83D",
    "\\u0041",
    "u0000",
    "        "
  };

  private RandomText() {}

  static String next(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** The text as UTF-8 can tell it: lone surrogates replaced by U+FFFD. */
  static String wellFormed(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
