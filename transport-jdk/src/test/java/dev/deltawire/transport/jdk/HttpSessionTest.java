package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sessions on a loop that this thread turns. */
class HttpSessionTest {

  private static final byte[] REQUEST =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
          .getBytes(StandardCharsets.US_ASCII);

  private final Queue<Runnable> handlers = new ArrayDeque<>();
  private final ErrorHandler errors =
      (where, error) -> {
        throw new AssertionError(where, error);
      };
  private final Site.Plan plan = Site.plan().fallback(request -> handled());
  private int handled;

  private SocketLoop loop;
  private SocketChannel peer;
  private TcpConnection connection;
  private HttpSession session;

  private HttpResponse handled() {
    handled++;
    return HttpResponse.text(200, "");
  }

  @BeforeEach
  void connect() throws IOException {
    HttpSettings settings = plan.settings(handlers::add, errors);
    loop = new SocketLoop("test", System::nanoTime, Site.WRITE_STALL, errors);
    loop.events().enter();
    try (ServerSocketChannel listening = ServerSocketChannel.open().bind(null)) {
      peer = SocketChannel.open(listening.getLocalAddress());
      SocketChannel socket = listening.accept();
      socket.configureBlocking(false);
      connection =
          new TcpConnection(
              loop,
              socket,
              (InetSocketAddress) socket.getRemoteAddress(),
              settings.options(),
              () -> {});
    }
    session = new HttpSession(connection, settings);
    session.begin();
    session.received(ByteBuffer.wrap(REQUEST));
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
    connection.close();
    loop.awaitEnd();
  }

  @Test
  void anAnswerThatComesTooLateSetsNoTimer() {
    handlers.remove().run();
    connection.close();
    assertEquals(Long.MAX_VALUE, loop.events().runPending());
    assertEquals(1, handled);
    assertTrue(peer.isOpen());
  }

  @Test
  @DisplayName("X-43: a request that waits for a thread is forgotten when its peer has gone")
  void x43_aRequestThatNobodyWaitsForIsNotHandled() {
    assertTrue(plan.memory.heldBytes() > 0);
    connection.close();
    loop.events().runPending();
    assertEquals(0, plan.memory.heldBytes());
    handlers.remove().run();
    assertEquals(0, handled);
  }

  @Test
  @DisplayName("X-43: a request that waits for a thread is refused when its memory is wanted")
  void x43_aWaitingRequestMakesRoom() throws IOException {
    session.crowded();
    assertTrue(answer().startsWith("HTTP/1.1 503 "));
    assertEquals(0, plan.memory.heldBytes());
    handlers.remove().run();
    assertEquals(0, handled);
  }

  @Test
  @DisplayName("X-43: a request that is being handled makes no room")
  void x43_anAnswerThatIsNotTakenIsGivenUp() throws IOException {
    handlers.remove().run();
    session.crowded();
    assertTrue(connection.isClosed());
    assertEquals(1, handled);
  }

  private String answer() throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(1024);
    Channels.newChannel(peer.socket().getInputStream()).read(answer);
    return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
  }
}
