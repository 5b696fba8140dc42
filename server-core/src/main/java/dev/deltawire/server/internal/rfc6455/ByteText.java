package dev.deltawire.server.internal.rfc6455;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that become one string, a character a byte, as HTTP's grammar reads them. */
final class ByteText {

  private static final int FIRST_CAPACITY = 64;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  int length() {
    return length;
  }

  void append(int octet) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = (byte) octet;
  }

  /** What was appended since the last call. */
  String take() {
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    length = 0;
    return text;
  }

  /** The same, without the blanks at its end. */
  String takeWithoutTrailingBlanks() {
    while (length > 0 && HttpSyntax.isBlank(bytes[length - 1])) {
      length--;
    }
    return take();
  }

  /** Forgets what was appended, and gives back memory beyond the first capacity. */
  void clear() {
    length = 0;
    if (bytes.length > FIRST_CAPACITY) {
      bytes = new byte[FIRST_CAPACITY];
    }
  }
}
