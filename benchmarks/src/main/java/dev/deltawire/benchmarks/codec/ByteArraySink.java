package dev.deltawire.benchmarks.codec;

import java.io.OutputStream;

/** Where the libraries' writers flush to: one array of fixed size. */
final class ByteArraySink extends OutputStream {

  private final byte[] array;
  private int length;

  ByteArraySink(int capacity) {
    array = new byte[capacity];
  }

  void reset() {
    length = 0;
  }

  int length() {
    return length;
  }

  byte[] array() {
    return array;
  }

  @Override
  public void write(int value) {
    array[length++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    System.arraycopy(bytes, offset, array, length, count);
    length += count;
  }
}
