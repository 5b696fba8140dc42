package dev.deltawire.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load client that believes everything would measure nothing. */
final class ReceiverTest {

  private final byte[] buffer = new byte[1 << 16];
  private SocketChannel server;
  private Receiver receiver;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel client = SocketChannel.open(listening.getLocalAddress());
      server = listening.accept();
      receiver = new Receiver(client, new ExpectedText());
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    server.close();
    receiver.channel().close();
  }

  @Test
  void deltasAreCountedAtEverySplit() throws IOException {
    byte[] frames = frames(delta(0, 1), delta(1, 3), frame(0x89, "ping"), delta(3, 80));
    for (byte one : frames) {
      receive(new byte[] {one});
    }
    assertEquals(80, receiver.tokens());
    assertEquals(3, receiver.frames());
    assertFalse(receiver.ended());
  }

  @Test
  void theTerminalMessageEnds() throws IOException {
    receive(frames(delta(0, 1), frame(0x81, ExpectedText.TERMINAL)));
    assertTrue(receiver.ended());
    assertThrows(IOException.class, () -> receive(delta(1, 2)));
  }

  @Test
  void aGapIsNoticed() throws IOException {
    receive(delta(0, 1));
    assertThrows(IOException.class, () -> receive(delta(2, 3)));
  }

  @Test
  void aRepetitionIsNoticed() throws IOException {
    receive(delta(0, 1));
    assertThrows(IOException.class, () -> receive(delta(0, 1)));
  }

  @Test
  void anotherMessageIsNoticed() {
    String other = HomeDelta.message(TokenCorpus.standard().text(0)).replace("role", "rule");
    assertThrows(IOException.class, () -> receive(frame(0x81, other)));
    assertThrows(IOException.class, () -> receive(frame(0x81, "{}")));
  }

  @Test
  void anotherFrameIsNoticed() {
    assertThrows(IOException.class, () -> receive(frame(0x82, "{}")));
    assertThrows(IOException.class, () -> receive(frame(0x88, "")));
    assertThrows(IOException.class, () -> receive(new byte[] {(byte) 0x81, (byte) 0x80}));
  }

  @Test
  void theEndOfTheConnectionIsNoticed() throws IOException {
    server.close();
    assertThrows(IOException.class, () -> receiver.read(buffer));
  }

  private void receive(byte[] bytes) throws IOException {
    server.write(ByteBuffer.wrap(bytes));
    for (int left = bytes.length; left > 0; ) {
      left -= receiver.read(buffer);
    }
  }

  private static byte[] delta(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int token = from; token < to; token++) {
      text.append(TokenCorpus.standard().text(token));
    }
    return frame(0x81, HomeDelta.message(text.toString()));
  }

  private static byte[] frame(int opcode, String text) {
    byte[] payload = text.getBytes(UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 4).put((byte) opcode);
    if (payload.length < 126) {
      frame.put((byte) payload.length);
    } else {
      frame.put((byte) 126).putShort((short) payload.length);
    }
    frame.put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private static byte[] frames(byte[]... frames) {
    ByteBuffer all = ByteBuffer.allocate(1 << 16);
    for (byte[] frame : frames) {
      all.put(frame);
    }
    return Arrays.copyOf(all.array(), all.position());
  }
}
