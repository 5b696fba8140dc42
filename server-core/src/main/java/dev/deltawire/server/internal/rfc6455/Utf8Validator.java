package dev.deltawire.server.internal.rfc6455;

import java.nio.ByteBuffer;

/**
 * An incremental check of UTF-8 (RFC 3629) that fails at the first byte that no valid text can have
 * there.
 */
final class Utf8Validator {

  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int CONTINUATION_MIN = 0x80;
  private static final int CONTINUATION_MAX = 0xBF;

  private int missing;
  private int min;
  private int max;

  /**
   * Checks the bytes from index {@code from} to before {@code to} as what follows those before.
   *
   * @return whether all of them can be part of valid text; after a false only {@link #reset} helps
   */
  boolean accept(ByteBuffer in, int from, int to) {
    int at = from;
    while (at < to) {
      if (missing == 0) {
        at = skipAscii(in, at, to);
        if (at < to && !lead(in.get(at++) & 0xFF)) {
          return false;
        }
      } else if (!continuation(in.get(at++) & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what was accepted ends on a code point's last byte. */
  boolean complete() {
    return missing == 0;
  }

  /** Begins a new text. */
  void reset() {
    missing = 0;
  }

  private static int skipAscii(ByteBuffer in, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && (in.getLong(at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && in.get(at) >= 0) {
      at++;
    }
    return at;
  }

  private boolean lead(int octet) {
    min = CONTINUATION_MIN;
    max = CONTINUATION_MAX;
    if (octet < 0xC2 || octet > 0xF4) { // a continuation, an overlong form or beyond U+10FFFF
      return false;
    }
    missing = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
    switch (octet) {
      case 0xE0 -> min = 0xA0; // overlong below
      case 0xED -> max = 0x9F; // surrogates above
      case 0xF0 -> min = 0x90; // overlong below
      case 0xF4 -> max = 0x8F; // beyond U+10FFFF above
      default -> {}
    }
    return true;
  }

  private boolean continuation(int octet) {
    boolean fits = octet >= min && octet <= max;
    missing--;
    min = CONTINUATION_MIN;
    max = CONTINUATION_MAX;
    return fits;
  }
}
