package dev.deltawire.model.internal;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;

/** The constraints of fields, each throwing with the field's name. */
public final class Require {
  private Require() {}

  public static void codePoints(String field, String text, int min, int max) {
    int units = requireNonNull(text, field).length();
    if (units <= max && (units + 1) / 2 >= min) { // each code point has one unit or two
      return;
    }
    int count = text.codePointCount(0, units);
    if (count < min || count > max) {
      throw new IllegalArgumentException(
          field + " must have " + min + " to " + max + " code points, has " + count);
    }
  }

  public static void utf8Bytes(String field, String text, int min, int max) {
    int units = requireNonNull(text, field).length();
    if (units >= min && units <= max / 3) { // each unit takes one to three bytes
      return;
    }
    long count = utf8Length(text);
    if (count < min || count > max) {
      throw new IllegalArgumentException(
          field + " must have " + min + " to " + max + " UTF-8 bytes, has " + count);
    }
  }

  public static void object(String field, RawJson json, int maxBytes) {
    requireNonNull(json, field);
    if (!json.isObject()) {
      throw new IllegalArgumentException(field + " must be a JSON object");
    }
    if (json.size() > maxBytes) {
      throw new IllegalArgumentException(
          field + " must have at most " + maxBytes + " bytes, has " + json.size());
    }
  }

  public static void integer(String field, long value, long min) {
    if (value < min || !JsonLimits.isInteger(value)) {
      throw new IllegalArgumentException(
          field + " must be in " + min + ".." + JsonLimits.MAX_INTEGER + ", is " + value);
    }
  }

  private static long utf8Length(String text) {
    long count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        count += 1;
      } else if (c < 0x800) {
        count += 2;
      } else if (isPair(text, i)) {
        count += 4;
        i++;
      } else {
        count += 3; // an unpaired surrogate becomes U+FFFD
      }
    }
    return count;
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }
}
