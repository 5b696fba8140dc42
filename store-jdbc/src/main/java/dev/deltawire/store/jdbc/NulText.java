package dev.deltawire.store.jdbc;

/**
 * Texts without NUL that stand for texts with it: DLE 0 for NUL, DLE 1 for DLE itself.
 *
 * <p>Different texts stay different, so that comparing for equality goes on working.
 */
final class NulText {

  private static final char NUL = '\0';
  private static final char DLE = '\u0010';

  private NulText() {}

  static String escaped(String text) {
    if (text.indexOf(NUL) < 0 && text.indexOf(DLE) < 0) {
      return text;
    }
    return text.replace(String.valueOf(DLE), DLE + "1").replace(String.valueOf(NUL), DLE + "0");
  }

  static String unescaped(String stored) {
    if (stored.indexOf(DLE) < 0) {
      return stored;
    }
    return stored.replace(DLE + "0", String.valueOf(NUL)).replace(DLE + "1", String.valueOf(DLE));
  }
}
