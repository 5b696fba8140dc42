package dev.deltawire.codec;

/** Where the elements of an array are that the scanner has accepted. */
final class ArrayElements {

  private ArrayElements() {}

  /** The index of the next element from a place between two, or of the closing bracket. */
  static int next(byte[] buf, int from) {
    int i = from;
    while (buf[i] <= ' ' || buf[i] == ',') {
      i++;
    }
    return i;
  }

  /** The index after a string. */
  static int stringEnd(byte[] buf, int quote) {
    int i = quote + 1;
    while (buf[i] != '"') {
      i += buf[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }
}
