package dev.deltawire.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.HomeDelta;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * One client connection: takes frames apart (RFC 6455 §5.2) and compares every byte of every
 * message with what it has to be.
 */
final class Receiver {

  private static final byte[] BEFORE = (HomeDelta.BEFORE_CONTENT + '"').getBytes(UTF_8);
  private static final byte[] AFTER = ('"' + HomeDelta.AFTER_CONTENT).getBytes(UTF_8);
  private static final byte[] TERMINAL = ExpectedText.TERMINAL.getBytes(UTF_8);
  private static final byte[] NOTHING = {};
  private static final int FINAL_TEXT = 0x81;
  private static final int PING = 0x89;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final SocketChannel channel;
  private final ExpectedText expected;
  private byte[] rest = NOTHING;
  private long position;
  private long tokens;
  private long frames;
  private boolean ended;

  Receiver(SocketChannel channel, ExpectedText expected) {
    this.channel = channel;
    this.expected = expected;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Tokens received whole. */
  long tokens() {
    return tokens;
  }

  /** Deltas received. */
  long frames() {
    return frames;
  }

  /** Whether the terminal message has come. */
  boolean ended() {
    return ended;
  }

  /**
   * Reads once, through {@code buffer}, and checks the frames that are complete.
   *
   * @return bytes read
   */
  int read(byte[] buffer) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(buffer).put(rest);
    int count = channel.read(in);
    if (count < 0) {
      throw new EOFException("the server has closed a connection");
    }
    int end = in.position();
    int consumed = frames(buffer, end);
    rest = consumed == end ? NOTHING : Arrays.copyOfRange(buffer, consumed, end);
    return count;
  }

  private int frames(byte[] bytes, int end) throws IOException {
    int at = 0;
    while (end - at >= 2) {
      int header = headerSize(bytes[at + 1]);
      if (end - at < header) {
        break;
      }
      long payload = payloadLength(bytes, at);
      if (end - at - header < payload) {
        break;
      }
      frame(bytes[at] & 0xFF, bytes, at + header, at + header + (int) payload);
      at += header + (int) payload;
    }
    return at;
  }

  private static int headerSize(byte length) {
    return switch (length) { // a mask bit makes it negative: refused below
      case LENGTH_16 -> 4;
      case LENGTH_64 -> 10;
      default -> 2;
    };
  }

  private static long payloadLength(byte[] bytes, int at) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int length = bytes[at + 1];
    if (length < 0) {
      throw new IOException("a masked frame");
    }
    return switch (length) {
      case LENGTH_16 -> header.getChar(at + 2);
      case LENGTH_64 -> header.getLong(at + 2);
      default -> length;
    };
  }

  private void frame(int opcode, byte[] bytes, int from, int to) throws IOException {
    if (opcode == PING) {
      return;
    }
    if (opcode != FINAL_TEXT || ended) {
      throw new IOException("unexpected frame " + opcode + (ended ? " after the end" : ""));
    }
    int content = from + BEFORE.length;
    int contentEnd = to - AFTER.length;
    if (contentEnd > content
        && Arrays.equals(BEFORE, 0, BEFORE.length, bytes, from, content)
        && Arrays.equals(AFTER, 0, AFTER.length, bytes, contentEnd, to)) {
      delta(bytes, content, contentEnd);
    } else if (Arrays.equals(TERMINAL, 0, TERMINAL.length, bytes, from, to)) {
      ended = true;
    } else {
      throw new IOException("unexpected message " + new String(bytes, from, to - from, UTF_8));
    }
  }

  private void delta(byte[] bytes, int from, int to) throws IOException {
    if (!expected.matches(position, bytes, from, to)) {
      throw new IOException(
          "wrong text at " + position + ": " + new String(bytes, from, to - from, UTF_8));
    }
    position += to - from;
    tokens = expected.tokensBefore(position);
    frames++;
  }
}
