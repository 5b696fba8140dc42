package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.spi.ErrorHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Sessions on a loop that this thread turns. */
class HttpSessionTest {

  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @Test
  void anAnswerThatComesTooLateSetsNoTimer() throws IOException {
    Queue<Runnable> handlers = new ArrayDeque<>();
    ErrorHandler errors =
        (where, error) -> {
          throw new AssertionError(where, error);
        };
    HttpSettings settings = Site.plan().settings(handlers::add, errors);
    SocketLoop loop = new SocketLoop("test", System::nanoTime, Site.WRITE_STALL, errors);
    try (ServerSocketChannel listening = ServerSocketChannel.open().bind(null);
        SocketChannel peer = SocketChannel.open(listening.getLocalAddress())) {
      loop.events().enter();
      SocketChannel socket = listening.accept();
      socket.configureBlocking(false);
      TcpConnection connection =
          new TcpConnection(
              loop,
              socket,
              (InetSocketAddress) socket.getRemoteAddress(),
              settings.options(),
              () -> {});
      HttpSession session = new HttpSession(connection, settings);
      session.begin();
      session.received(ByteBuffer.wrap(REQUEST));
      connection.close();
      loop.events().runPending();
      handlers.remove().run();
      assertEquals(Long.MAX_VALUE, loop.events().runPending());
      assertTrue(peer.isOpen());
    } finally {
      loop.awaitEnd();
    }
  }
}
