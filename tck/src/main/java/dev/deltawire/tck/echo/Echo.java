package dev.deltawire.tck.echo;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A listener that says everything back: texts, binary messages, pings as pongs, and the close.
 *
 * <p>It reads no further while more than a message's worth waits for a slow peer.
 */
final class Echo implements WebSocketListener {

  private static final int TEXT = 0x81;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;
  private static final int PONG = 0x8A;
  private static final int NO_STATUS = 1005;
  private static final int NORMAL = 1000;
  private static final int MAX_HEADER_BYTES = 10;
  private static final int MAX_PENDING_BYTES = 1 << 20;

  private final WebSocketChannel channel;
  private final Deque<ByteBuffer> pending = new ArrayDeque<>();
  private int pendingBytes;
  private boolean closing;

  Echo(WebSocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void onText(ByteBuffer utf8) {
    send(TEXT, utf8);
  }

  @Override
  public boolean takesBinary() {
    return true;
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    send(BINARY, payload);
  }

  @Override
  public void onPing(ByteBuffer payload) {
    send(PONG, payload);
  }

  @Override
  public void onPong(ByteBuffer payload) {}

  @Override
  public void onClose(int code, String reason) {
    close(code == NO_STATUS ? NORMAL : code, "");
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    close(violation.closeCode(), violation.reason());
  }

  @Override
  public boolean fill(FrameSink sink) {
    while (!pending.isEmpty()) {
      ByteBuffer frame = pending.peekFirst();
      pendingBytes -= sink.write(frame);
      if (frame.hasRemaining()) {
        return true;
      }
      pending.removeFirst();
    }
    if (closing) {
      channel.shutdown();
    } else {
      channel.resumeReads();
    }
    return false;
  }

  @Override
  public void onDisconnected() {
    pending.clear();
  }

  private void close(int code, String reason) {
    byte[] utf8 = reason.getBytes(StandardCharsets.UTF_8);
    closing = true;
    send(CLOSE, ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8).flip());
  }

  private void send(int firstByte, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_BYTES + length).put((byte) firstByte);
    if (length < 126) {
      frame.put((byte) length);
    } else if (length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    pending.add(frame.put(payload).flip());
    pendingBytes += frame.remaining();
    if (pendingBytes > MAX_PENDING_BYTES) {
      channel.suspendReads();
    }
    channel.flush();
  }
}
