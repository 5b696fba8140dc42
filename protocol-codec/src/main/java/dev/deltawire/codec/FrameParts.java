package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The constant parts of frames between their values. */
final class FrameParts {
  private FrameParts() {}

  /** The start of a frame up to the value of its payload's first field. */
  static byte[] opening(String type, String firstField) {
    return ascii("{\"type\":\"" + type + "\",\"payload\":{\"" + firstField + "\":");
  }

  /** The name of a further field. */
  static byte[] field(String name) {
    return ascii(",\"" + name + "\":");
  }

  static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
