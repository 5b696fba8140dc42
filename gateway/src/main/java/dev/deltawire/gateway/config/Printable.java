package dev.deltawire.gateway.config;

/** Foreign text made fit for one line of an error message. */
final class Printable {

  private static final int LONGEST = 128;

  private Printable() {}

  static String of(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    if (clean.codePointCount(0, clean.length()) <= LONGEST) {
      return clean;
    }
    return clean.substring(0, clean.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
