package dev.deltawire.codec;

/** Where values end in text that {@link JsonScanner} has accepted. */
final class JsonValues {

  private JsonValues() {}

  /** The index after the value that begins at {@code from}. */
  static int end(byte[] text, int from, int to) {
    byte first = text[from];
    return switch (first) {
      case '"' -> stringEnd(text, from, to);
      case '{', '[' -> nestedEnd(text, from, to);
      default -> JsonScalars.end(text, from, first, to);
    };
  }

  private static int stringEnd(byte[] text, int quote, int to) {
    return Math.abs(JsonStrings.end(text, quote, to));
  }

  private static int nestedEnd(byte[] text, int from, int to) {
    int depth = 0;
    int i = from;
    do {
      byte b = text[i];
      depth += b == '{' || b == '[' ? 1 : 0;
      depth -= b == '}' || b == ']' ? 1 : 0;
      i = b == '"' ? stringEnd(text, i, to) : i + 1;
    } while (depth > 0);
    return i;
  }
}
