package dev.deltawire.gateway.integration;

import java.util.Locale;

/** Foreign text made harmless in a page, between tags and in quoted attributes alike. */
final class Html {

  private static final int REPLACEMENT = 0xFFFD;

  private Html() {}

  /** Markup and quotes become references, control characters U+FFFD. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> append(escaped, c));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int c) {
    switch (c) {
      case '&', '<', '>', '"', '\'' ->
          escaped.append("&#").append(String.format(Locale.ROOT, "%d", c)).append(';');
      default -> escaped.appendCodePoint(Character.isISOControl(c) ? REPLACEMENT : c);
    }
  }
}
