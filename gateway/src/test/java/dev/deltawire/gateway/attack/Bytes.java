package dev.deltawire.gateway.attack;

import dev.deltawire.tck.WireFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.IntStream;

/** What hostile sockets send, made once. */
final class Bytes {

  static final int TEXT = WireFrame.TEXT;
  static final int FIN_TEXT = WireFrame.FIN | WireFrame.TEXT;
  static final int CONTINUATION = WireFrame.CONTINUATION;
  static final int PING = WireFrame.FIN | WireFrame.PING;
  static final int PONG = WireFrame.FIN | WireFrame.PONG;

  private Bytes() {}

  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] frame(int firstByte, String payload) {
    return WireFrame.masked(firstByte, latin1(payload));
  }

  static byte[] text(String json) {
    return frame(FIN_TEXT, json);
  }

  static byte[] repeated(byte[] piece, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(times * piece.length);
    for (int i = 0; i < times; i++) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }

  /** All but the last {@code missing} bytes. */
  static byte[] without(int missing, byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - missing);
  }

  /** The same piece for ever. */
  static Iterator<byte[]> endless(byte[] piece) {
    return Collections.nCopies(Integer.MAX_VALUE, piece).iterator();
  }

  /** One piece, and then another one for ever. */
  static Iterator<byte[]> endless(byte[] first, byte[] piece) {
    return IntStream.range(0, Integer.MAX_VALUE).mapToObj(i -> i == 0 ? first : piece).iterator();
  }

  /** A byte at a time. */
  static Iterator<byte[]> singly(byte[] bytes) {
    return IntStream.range(0, bytes.length).mapToObj(i -> new byte[] {bytes[i]}).iterator();
  }
}
