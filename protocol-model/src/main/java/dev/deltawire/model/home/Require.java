package dev.deltawire.model.home;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;

/** The constraints of fields, each throwing with the field's name. */
final class Require {
  private Require() {}

  static void codePoints(String field, String text, int min, int max) {
    requireNonNull(text, field);
    int count = text.codePointCount(0, text.length());
    if (count < min || count > max) {
      throw new IllegalArgumentException(
          field + " must have " + min + " to " + max + " code points, has " + count);
    }
  }

  static void utf8Bytes(String field, String text, int min, int max) {
    requireNonNull(text, field);
    long count = text.codePoints().mapToLong(Require::utf8Length).sum();
    if (count < min || count > max) {
      throw new IllegalArgumentException(
          field + " must have " + min + " to " + max + " UTF-8 bytes, has " + count);
    }
  }

  static void object(String field, RawJson json, int maxBytes) {
    requireNonNull(json, field);
    if (!json.isObject()) {
      throw new IllegalArgumentException(field + " must be a JSON object");
    }
    if (json.size() > maxBytes) {
      throw new IllegalArgumentException(
          field + " must have at most " + maxBytes + " bytes, has " + json.size());
    }
  }

  static void integer(String field, long value, long min) {
    if (value < min || !JsonLimits.isInteger(value)) {
      throw new IllegalArgumentException(
          field + " must be in " + min + ".." + JsonLimits.MAX_INTEGER + ", is " + value);
    }
  }

  private static long utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
