package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Says everything back, as a core would: text, pongs and the close. */
class Echo implements WebSocketListener {

  final WebSocketChannel channel;
  final AtomicInteger disconnects = new AtomicInteger();
  final CountDownLatch disconnected = new CountDownLatch(1);
  private final Deque<ByteBuffer> pending = new ArrayDeque<>();
  private boolean closing;

  Echo(WebSocketChannel channel) {
    this.channel = channel;
  }

  /** Queues one unmasked frame. */
  final void send(int opening, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(10 + length).put((byte) opening);
    if (length < 126) {
      frame.put((byte) length);
    } else if (length <= 0xFFFF) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    pending.add(frame.put(payload).flip());
    channel.flush();
  }

  private void close(int code, String reason) {
    closing = true;
    byte[] text = reason.getBytes(UTF_8);
    send(0x88, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).flip());
  }

  @Override
  public void onText(ByteBuffer utf8) {
    send(0x81, utf8);
  }

  @Override
  public void onPing(ByteBuffer payload) {
    send(0x8A, payload);
  }

  @Override
  public void onPong(ByteBuffer payload) {}

  @Override
  public void onClose(int code, String reason) {
    close(code == 1005 ? 1000 : code, "");
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    close(violation.closeCode(), violation.reason());
  }

  @Override
  public boolean fill(FrameSink sink) {
    while (!pending.isEmpty()) {
      sink.write(pending.peekFirst());
      if (pending.peekFirst().hasRemaining()) {
        return true;
      }
      pending.removeFirst();
    }
    if (closing) {
      channel.shutdown();
    }
    return false;
  }

  @Override
  public void onDisconnected() {
    disconnects.incrementAndGet();
    disconnected.countDown();
  }
}
