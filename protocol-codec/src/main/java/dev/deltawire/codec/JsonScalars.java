package dev.deltawire.codec;

/** The validator of JSON's words and numbers (RFC 8259 §3, §6), without state. */
final class JsonScalars {
  /** No value ends there. */
  private static final int MALFORMED = 0;

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private JsonScalars() {}

  /** The index after the word or number whose first byte is {@code first}; 0 if it is none. */
  static int end(byte[] text, int from, byte first, int to) {
    return switch (first) {
      case 't' -> literal(text, from, TRUE, to);
      case 'f' -> literal(text, from, FALSE, to);
      case 'n' -> literal(text, from, NULL, to);
      default -> number(text, from, first, to);
    };
  }

  private static int literal(byte[] text, int i, byte[] word, int to) {
    int end = i + word.length;
    if (end > to) {
      return MALFORMED;
    }
    for (int k = 1; k < word.length; k++) {
      if (text[i + k] != word[k]) {
        return MALFORMED;
      }
    }
    return end;
  }

  private static int number(byte[] text, int from, byte first, int to) {
    int i = first == '-' ? from + 1 : from;
    int end = byteAt(text, i, to) == '0' ? i + 1 : digits(text, i, to);
    if (end != MALFORMED && byteAt(text, end, to) == '.') {
      end = digits(text, end + 1, to);
    }
    if (end != MALFORMED && (byteAt(text, end, to) | 0x20) == 'e') {
      byte sign = byteAt(text, end + 1, to);
      end = digits(text, sign == '+' || sign == '-' ? end + 2 : end + 1, to);
    }
    return end;
  }

  /** The index after one or more digits. */
  private static int digits(byte[] text, int from, int to) {
    int i = from;
    while (to - i >= Long.BYTES) {
      long others = Utf8.nonDigits(Utf8.word(text, i));
      if (others != 0) {
        int end = Utf8.firstIndex(i, others);
        return end > from ? end : MALFORMED;
      }
      i += Long.BYTES;
    }
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i > from ? i : MALFORMED;
  }

  /** The byte there, 0 after the last. */
  private static byte byteAt(byte[] text, int i, int to) {
    return i < to ? text[i] : 0;
  }
}
