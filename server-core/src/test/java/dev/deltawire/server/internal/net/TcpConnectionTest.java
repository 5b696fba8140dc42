package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {

  private static final String MESSAGE = "piece by piece";
  private static final int BUDGET = 20_000;

  private final List<String> heard = new ArrayList<>();

  /** Writes down how a connection ends. */
  private class Ending implements Phase {
    @Override
    public void received(ByteBuffer in) {}

    @Override
    public void inputEnded() {}

    @Override
    public void writable() {}

    @Override
    public void crowded() {
      heard.add("crowded");
    }

    @Override
    public void disconnected() {
      heard.add("disconnected");
    }
  }

  /** Takes one byte of what it is given, and notes it; a question mark if that is on the heap. */
  private final class Nibbling extends Ending {
    private final CompletableFuture<String> all;
    private final StringBuilder taken = new StringBuilder();

    Nibbling(CompletableFuture<String> all) {
      this.all = all;
    }

    @Override
    public void received(ByteBuffer in) {
      char next = (char) in.get();
      taken.append(in.isDirect() ? next : '?');
      if (taken.length() == MESSAGE.length()) {
        all.complete(taken.toString());
      }
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
        MemoryBudget.of(BUDGET));
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

  @Test
  void whatAPhaseLeavesComesAgainFromTheBufferOfAllReads() throws Exception {
    SocketLoop loop = loop();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel socket = SocketChannel.open(server.getLocalSocketAddress());
        Socket peer = server.accept()) {
      TcpConnection connection = connection(loop, socket);
      CompletableFuture<String> all = new CompletableFuture<>();
      loop.events().execute(() -> connection.open(new Nibbling(all)));
      loop.start();
      peer.getOutputStream().write(MESSAGE.getBytes(StandardCharsets.US_ASCII));
      assertEquals(MESSAGE, all.get(10, TimeUnit.SECONDS));
    } finally {
      loop.stop();
      loop.awaitEnd();
    }
  }

  @Test
  void whoIsPushedOutIsToldAmongTheBusyReads() throws IOException {
    withConnection(
        (connection, socket) -> {
          pushOut(connection);
          assertEquals(List.of(), heard);
          connection.loop().bulkReads().turn();
          assertEquals(List.of("crowded"), heard);
        });
  }

  @Test
  void whoHasLetGoBeforeItIsToldIsNotTold() throws IOException {
    withConnection(
        (connection, socket) -> {
          pushOut(connection);
          connection.holding().give(BUDGET + 1, BUDGET + 1);
          connection.loop().bulkReads().turn();
          assertEquals(List.of(), heard);
        });
  }

  /** Has it hold more than there is, so that it is to let go in its turn. */
  private void pushOut(TcpConnection connection) {
    connection.open(new Ending());
    connection.holding().takeAnyway(BUDGET + 1, BUDGET + 1);
    connection.events().runPending();
  }

  /** What is done with a connection, and its socket. */
  @FunctionalInterface
  private interface Deed {
    void to(TcpConnection connection, SocketChannel socket) throws IOException;
  }

  private void withConnection(Deed deed) throws IOException {
    SocketLoop loop = loop();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketChannel socket = SocketChannel.open(server.getLocalSocketAddress());
      deed.to(connection(loop, socket), socket);
      loop.events().runPending();
    } finally {
      loop.awaitEnd();
    }
  }

  private SocketLoop loop() throws IOException {
    return new SocketLoop(
        "loop", System::nanoTime, Duration.ofSeconds(60), (where, e) -> heard.add(where));
  }

  private TcpConnection connection(SocketLoop loop, SocketChannel socket) throws IOException {
    socket.configureBlocking(false);
    InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
    return new TcpConnection(loop, socket, remote, options(), () -> heard.add("given back"));
  }
}
