package dev.deltawire.server;

import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Writes text into a log in whole code points: half of one, in characters or bytes, is held back
 * until the other half comes. What can't be completed any more becomes U+FFFD. Producer
 * only.
 */
final class WholeCodePoints {

  private static final int REPLACEMENT_BYTES = 3;
  private static final int PAIR_BYTES = 4;

  private final TextLog log;
  private final byte[] heldBytes = new byte[3];
  private int heldLength;
  private char heldSurrogate;

  WholeCodePoints(TextLog log) {
    this.log = log;
  }

  /** Bytes that what is held back becomes before {@code text}, beyond those of the text itself. */
  int heldBefore(CharSequence text) {
    boolean completed = heldSurrogate != 0 && Character.isLowSurrogate(text.charAt(0));
    if (completed) {
      return PAIR_BYTES - REPLACEMENT_BYTES;
    }
    return heldSurrogate != 0 || heldLength > 0 ? REPLACEMENT_BYTES : 0;
  }

  /** The same before UTF-8. */
  int heldBefore() {
    return heldSurrogate != 0 ? REPLACEMENT_BYTES : heldLength;
  }

  void write(CharSequence text) {
    releaseBytes();
    int from = heldSurrogate == 0 ? 0 : completeSurrogate(text);
    int to = text.length();
    if (to > from && Character.isHighSurrogate(text.charAt(to - 1))) {
      to--;
      heldSurrogate = text.charAt(to);
    }
    log.write(text, from, to);
  }

  void write(byte[] utf8, int from, int to) {
    releaseSurrogate();
    if (heldLength == 0) {
      writeWhole(utf8, from, to);
    } else {
      byte[] joined = Arrays.copyOf(heldBytes, heldLength + to - from);
      System.arraycopy(utf8, from, joined, heldLength, to - from);
      writeWhole(joined, 0, joined.length);
    }
  }

  /** Nothing that is held back will be completed any more. */
  void release() {
    releaseSurrogate();
    releaseBytes();
  }

  /** Writes the pair that {@code text} completes, if it does; returns where the rest begins. */
  private int completeSurrogate(CharSequence text) {
    if (!Character.isLowSurrogate(text.charAt(0))) {
      releaseSurrogate();
      return 0;
    }
    log.write(CharBuffer.wrap(new char[] {heldSurrogate, text.charAt(0)}), 0, 2);
    heldSurrogate = 0;
    return 1;
  }

  private void writeWhole(byte[] utf8, int from, int to) {
    int complete = Utf8Tail.completeLength(utf8, from, to);
    log.write(utf8, from, from + complete);
    heldLength = to - from - complete;
    System.arraycopy(utf8, from + complete, heldBytes, 0, heldLength);
  }

  private void releaseSurrogate() {
    if (heldSurrogate != 0) {
      heldSurrogate = 0;
      log.write("\uFFFD", 0, 1);
    }
  }

  private void releaseBytes() {
    if (heldLength > 0) {
      heldLength = 0;
      log.write("\uFFFD", 0, 1);
    }
  }
}
