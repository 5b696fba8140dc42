package dev.deltawire.codec;

import dev.deltawire.model.RawJson;

/** One value of a scanned message as it came, in place; kept and moved from message to message. */
final class RawSpan {

  private byte[] bytes = JsonScanner.NOTHING;
  private int from;
  private int to;

  void moveTo(byte[] scanned, int start, int end) {
    bytes = scanned;
    from = start;
    to = end;
  }

  /** Lets go of the bytes; there is no value then. */
  void forget() {
    moveTo(JsonScanner.NOTHING, 0, 0);
  }

  boolean isAbsent() {
    return from == to;
  }

  boolean hasBackslash() {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  RawJson copy() {
    return RawJson.ofValidated(bytes, from, to);
  }

  void writeTo(JsonWriter out) {
    out.raw(bytes, from, to);
  }
}
