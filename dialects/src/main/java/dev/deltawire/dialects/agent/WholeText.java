package dev.deltawire.dialects.agent;

import java.nio.charset.StandardCharsets;

/**
 * A text on its way into chunks of whole code points, up to a cap.
 *
 * <p>Thread: one at a time.
 */
final class WholeText {

  private static final char REPLACEMENT = '\uFFFD';
  private static final int REPLACEMENT_BYTES = 3;

  private final long maxBytes;
  private long bytes;

  /** A high surrogate that waits for its other half, or 0. */
  private char held;

  WholeText(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * What can be shown with this chunk; possibly empty.
   *
   * @return null when it would pass the cap
   */
  String add(CharSequence chunk) {
    StringBuilder text = new StringBuilder(chunk.length() + 1);
    if (held != 0) {
      text.append(held);
    }
    text.append(chunk);
    char last = text.isEmpty() ? 0 : text.charAt(text.length() - 1);
    if (Character.isHighSurrogate(last)) {
      text.setLength(text.length() - 1);
    }
    String whole = replaced(text);
    int length = whole.getBytes(StandardCharsets.UTF_8).length;
    if (bytes + length > maxBytes) {
      return null;
    }
    held = Character.isHighSurrogate(last) ? last : 0;
    bytes += length;
    return whole;
  }

  /** What waits in vain, as soon as something else follows; empty if nothing does. */
  String release() {
    if (held == 0) {
      return "";
    }
    held = 0;
    bytes += REPLACEMENT_BYTES;
    return String.valueOf(REPLACEMENT);
  }

  /** UTF-8 bytes of what was shown. */
  long bytes() {
    return bytes;
  }

  /** The text with U+FFFD in place of surrogates without their other half. */
  private static String replaced(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        text.setCharAt(i, REPLACEMENT);
      }
    }
    return text.toString();
  }
}
