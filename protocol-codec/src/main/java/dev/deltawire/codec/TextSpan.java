package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.model.WireName;
import java.util.UUID;

/**
 * The text of one scanned JSON string as raw UTF-8, in place unless it has escapes and somebody
 * asks for its bytes.
 *
 * <p>Kept and moved from string to string.
 */
public final class TextSpan {
  private final LongStrings read;
  private byte[] bytes = JsonScanner.NOTHING;
  private int from;
  private int to;
  private boolean isAscii;

  /** Whether escapes, if there were any, are resolved. */
  private boolean isRaw;

  TextSpan() {
    this(LongStrings.NONE);
  }

  /** One for strings some of which are read. */
  TextSpan(LongStrings read) {
    this.read = read;
  }

  /**
   * Moves to the JSON string that opens at {@code quote}.
   *
   * @param end as {@link JsonStrings#end} returned it
   */
  TextSpan moveTo(byte[] buf, int quote, int end) {
    bytes = buf;
    from = quote + 1;
    to = Math.abs(end) - 1;
    isAscii = end > 0;
    isRaw = isAscii;
    return this;
  }

  private void resolveEscapes() {
    if (!isRaw) {
      bytes = JsonEscape.unescape(bytes, from, to);
      from = 0;
      to = bytes.length;
      isRaw = true;
    }
  }

  /** Lets go of the bytes; the text is empty then. */
  void forget() {
    bytes = JsonScanner.NOTHING;
    from = 0;
    to = 0;
    isRaw = true;
  }

  /** Length in UTF-8 bytes. */
  public int length() {
    return isRaw ? to - from : JsonEscape.rawLength(bytes, from, to);
  }

  /** Whether it has so many UTF-8 bytes. */
  boolean hasBytes(int min, int max) {
    return isSurelyWithin(min, max) || isWithin(length(), min, max);
  }

  /** Whether it has so many code points. */
  boolean hasCodePoints(int min, int max) {
    return isSurelyWithin(min, max) || isWithin(codePoints(), min, max);
  }

  /** What is written in so few bytes has as few of everything. */
  private boolean isSurelyWithin(int min, int max) {
    int most = to - from;
    return most <= max && min <= Math.min(most, 1);
  }

  private static boolean isWithin(int count, int min, int max) {
    return count >= min && count <= max;
  }

  private int codePoints() {
    resolveEscapes();
    return isAscii ? length() : Utf8.codePoints(bytes, from, to);
  }

  /** Whether it is that text of ASCII characters only. */
  public boolean contentEquals(String ascii) {
    resolveEscapes();
    if (length() != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean contentEquals(MemberName name) {
    resolveEscapes();
    return name.contentEquals(bytes, from, to);
  }

  /** The constant that is called so on the wire, or null. */
  <T extends WireName> T among(T[] constants) {
    for (T constant : constants) {
      if (contentEquals(constant.wireName())) {
        return constant;
      }
    }
    return null;
  }

  /** The part before the first dot, or all. */
  String beforeDot() {
    resolveEscapes();
    int dot = from;
    while (dot < to && bytes[dot] != '.') {
      dot++;
    }
    return new String(bytes, from, dot - from, UTF_8);
  }

  /** The uuid of the 36-character form in any letter case, or null. */
  UUID uuid() {
    resolveEscapes();
    return HexText.uuid(bytes, from, to);
  }

  /** Whether it is such a uuid. */
  boolean isUuid() {
    resolveEscapes();
    return HexText.isUuid(bytes, from, to);
  }

  /** The first half of the uuid that it is. */
  long uuidHigh() {
    return HexText.high(bytes, from);
  }

  /** The second half of the uuid that it is. */
  long uuidLow() {
    return HexText.low(bytes, from);
  }

  @Override
  public String toString() {
    if (isRaw) {
      return new String(bytes, from, to - from, isAscii ? ISO_8859_1 : UTF_8);
    }
    String text = read.text(bytes, from - 1);
    return text == null ? StringChars.text(bytes, from, to) : text;
  }
}
