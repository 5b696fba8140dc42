package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {

  private final List<String> heard = new ArrayList<>();

  /** Writes down how a connection ends. */
  private final class Ending implements Phase {
    @Override
    public void received(ByteBuffer in) {}

    @Override
    public void inputEnded() {}

    @Override
    public void writable() {}

    @Override
    public void crowded() {}

    @Override
    public void disconnected() {
      heard.add("disconnected");
    }
  }

  private TransportOptions options() {
    return new TransportOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        1,
        16384,
        Duration.ofSeconds(10),
        262144,
        1,
        1,
        1 << 17,
        Duration.ofSeconds(60),
        Runnable::run,
        System::nanoTime,
        (where, error) -> heard.add(where),
        MemoryBudget.ofHeap());
  }

  @Test
  void aSocketThatIsBrokenAlreadyIsAbortedOnce() throws IOException {
    withConnection(
        (connection, socket) -> {
          connection.open(new Ending());
          socket.close(); // so that it takes no option
          connection.abort();
          connection.abort();
        });
    assertEquals(List.of("given back", "disconnected"), heard);
  }

  @Test
  void aSocketThatIsClosedBeforeItIsReadHasNobodyToTell() throws IOException {
    withConnection((connection, socket) -> connection.close());
    assertEquals(List.of("given back"), heard);
  }

  /** What is done with a connection, and its socket. */
  @FunctionalInterface
  private interface Deed {
    void to(TcpConnection connection, SocketChannel socket) throws IOException;
  }

  private void withConnection(Deed deed) throws IOException {
    SocketLoop loop =
        new SocketLoop(
            "loop", System::nanoTime, Duration.ofSeconds(60), (where, e) -> heard.add(where));
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketChannel socket = SocketChannel.open(server.getLocalSocketAddress());
      socket.configureBlocking(false);
      InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
      deed.to(
          new TcpConnection(loop, socket, remote, options(), () -> heard.add("given back")),
          socket);
      loop.events().runPending();
    } finally {
      loop.awaitEnd();
    }
  }
}
