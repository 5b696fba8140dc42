package dev.deltawire.transport.jdk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The body of a streamed response, buffered a little; a flush waits until the peer's socket has
 * taken it.
 *
 * <p>Thread: the executor's.
 */
final class ResponseStream extends OutputStream {

  private static final int CAPACITY = 32 * 1024;
  private static final byte[] NOTHING = {};
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  private final HttpExchange exchange;
  private final boolean chunked;
  private final byte[] buffer = new byte[CAPACITY];
  private byte[] head;
  private int length;

  ResponseStream(HttpExchange exchange, byte[] head, boolean chunked) {
    this.exchange = exchange;
    this.head = head;
    this.chunked = chunked;
  }

  @Override
  public void write(int octet) throws IOException {
    if (length == CAPACITY) {
      flush();
    }
    buffer[length++] = (byte) octet;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int missing = count;
    while (missing > 0) {
      if (length == CAPACITY) {
        flush();
      }
      int some = Math.min(missing, CAPACITY - length);
      System.arraycopy(bytes, from, buffer, length, some);
      length += some;
      from += some;
      missing -= some;
    }
  }

  @Override
  public void flush() throws IOException {
    if (length > 0 || head.length > 0) {
      exchange.transmit(encoded(NOTHING));
    }
  }

  /** What has not been handed over yet, with the end of the body. */
  ByteBuffer end() {
    return encoded(chunked ? LAST_CHUNK : NOTHING);
  }

  private ByteBuffer encoded(byte[] tail) {
    byte[] size = NOTHING;
    byte[] end = NOTHING;
    if (chunked && length > 0) {
      size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      end = CRLF;
    }
    ByteBuffer out =
        ByteBuffer.allocate(head.length + size.length + length + end.length + tail.length);
    out.put(head).put(size).put(buffer, 0, length).put(end).put(tail);
    head = NOTHING;
    length = 0;
    return out.flip();
  }
}
