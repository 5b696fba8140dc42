package dev.deltawire.codec;

import dev.deltawire.model.JsonLimits;

/** Foreign text made fit to be quoted in an error text. */
public final class QuotedInput {
  private QuotedInput() {}

  /** At most 128 code points of {@code input}, control characters replaced by U+FFFD. */
  public static String of(String input) {
    StringBuilder quoted = new StringBuilder();
    input
        .codePoints()
        .limit(JsonLimits.MAX_QUOTED_CODE_POINTS)
        .map(c -> Character.isISOControl(c) ? Utf8.REPLACEMENT : c)
        .forEach(quoted::appendCodePoint);
    return quoted.toString();
  }
}
