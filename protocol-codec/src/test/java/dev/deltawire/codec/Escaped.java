package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What an escape wrote, and the raw length that it told. */
record Escaped(String text, int raw) {
  static Escaped of(String text) {
    return of(text, 0, text.length());
  }

  static Escaped of(CharSequence text, int from, int to) {
    byte[] dst = new byte[6 * (to - from) + 2];
    return result(dst, JsonEscape.escape(text, from, to, dst, 1));
  }

  static Escaped ofUtf8(byte[] text) {
    byte[] dst = new byte[6 * text.length + 2];
    return result(dst, JsonEscape.escapeUtf8(text, 0, text.length, dst, 1));
  }

  private static Escaped result(byte[] dst, long packed) {
    assertEquals(0, dst[0]);
    assertEquals(0, dst[dst.length - 1]);
    int length = JsonEscape.position(packed) - 1;
    return new Escaped(new String(dst, 1, length, UTF_8), JsonEscape.rawLength(packed));
  }

  /** The string that the escaped text stands for. */
  Object readByOracle() {
    return Oracle.read(('"' + text + '"').getBytes(UTF_8)).orElseThrow().value();
  }

  byte[] array() {
    return text.getBytes(UTF_8);
  }

  int length() {
    return array().length;
  }
}
