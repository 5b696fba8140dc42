package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.model.RawJson;
import java.util.Optional;

/** The gate through which open JSON becomes {@link RawJson}: checked by {@link JsonScanner}. */
public final class JsonText {
  private JsonText() {}

  /** The one JSON value that the text is, blanks around it dropped; empty if malformed. */
  public static Optional<RawJson> parse(byte[] text) {
    return parse(text, 0, text.length);
  }

  /** As {@link #parse(byte[])}, of a slice. */
  public static Optional<RawJson> parse(byte[] text, int from, int to) {
    if (!JsonScanner.create().scan(text, from, to)) {
      return Optional.empty();
    }
    return Optional.of(withoutBlanks(text, from, to));
  }

  /** As {@link #parse(byte[])}; a text with an unpaired surrogate is malformed. */
  public static Optional<RawJson> parse(String text) {
    return UTF_8.newEncoder().canEncode(text) ? parse(text.getBytes(UTF_8)) : Optional.empty();
  }

  /** The same value without the blanks between its tokens; itself if it has none. */
  public static RawJson compact(RawJson json) {
    byte[] text = json.toByteArray();
    int end = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length; i++) {
      byte b = text[i];
      if (quoted || !isBlank(b)) {
        text[end++] = b;
      }
      if (quoted && b == '\\') {
        text[end++] = text[++i];
      } else if (b == '"') {
        quoted = !quoted;
      }
    }
    return end == text.length ? json : RawJson.ofValidated(text, 0, end);
  }

  /** A value that the scanner has accepted, less the blanks around it. */
  static RawJson withoutBlanks(byte[] text, int from, int to) {
    int first = from;
    while (isBlank(text[first])) {
      first++;
    }
    int end = to;
    while (isBlank(text[end - 1])) {
      end--;
    }
    return RawJson.ofValidated(text, first, end);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
