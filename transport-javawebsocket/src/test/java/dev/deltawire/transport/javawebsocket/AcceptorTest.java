package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Whatever ends the library's accepting, it is replaced, and only newcomers notice. */
final class AcceptorTest {

  private static final UpgradeHandler TEAPOT =
      (request, responder) -> responder.refuse(HttpResponse.text(418, "no coffee"));

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

  @Test
  void aLibraryWhoseThreadIsInterruptedIsReplaced() throws Exception {
    replaced(() -> Thread.currentThread().interrupt());
  }

  @Test
  void aLibraryThatHasFailedAndWaitsForItselfIsReplaced() throws Exception {
    replaced(
        () -> {
          throw new IllegalStateException("in the library");
        });
  }

  @Test
  void aLibraryThatAnErrorHasEndedIsReplaced() throws Exception {
    replaced(
        () -> {
          throw new StackOverflowError("in the library");
        });
  }

  @Test
  void anAcceptThatFailsIsNoticed() throws Exception {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      LibraryServer server =
          new LibraryServer(
              listening,
              listening::close,
              (socket, connection, seen) -> new GuardChannel(socket, () -> {}),
              (where, error) -> errors.add(error),
              () -> {});
      try {
        server.begin();
        assertTrue(server.accepts());
        knock((InetSocketAddress) listening.getLocalAddress());
        await(() -> !server.accepts());
      } finally {
        server.end();
      }
    }
  }

  @Test
  void anAddressThatSomebodyElseHasTakenIsWaitedFor() throws Exception {
    AtomicInteger sockets = new AtomicInteger();
    try (JavaWebSocketTransport transport = transport(() -> endFirst(sockets))) {
      InetSocketAddress address = transport.start();
      knock(address);
      try (ServerSocketChannel other = ServerSocketChannel.open()) {
        await(() -> binds(other, address));
        await(() -> errors.stream().anyMatch(BindException.class::isInstance));
      }
      assertEquals(418, soon(address));
    }
    assertEquals(2, errors.size(), "each is said once: " + errors);
  }

  private static void endFirst(AtomicInteger sockets) {
    if (sockets.getAndIncrement() == 0) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean binds(ServerSocketChannel channel, InetSocketAddress address) {
    try {
      channel.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Has {@code failure} come before the library accepts its second socket. */
  private void replaced(Runnable failure) throws Exception {
    AtomicInteger sockets = new AtomicInteger();
    LibraryServer.Probe second =
        () -> {
          if (sockets.incrementAndGet() == 2) {
            failure.run();
          }
        };
    try (JavaWebSocketTransport transport = transport(second)) {
      InetSocketAddress address = transport.start();
      try (RawPeer accepted = RawPeer.connect(address)) {
        await(() -> sockets.get() == 1);
        knock(address);
        await(() -> errors.stream().anyMatch(IOException.class::isInstance));
        assertEquals(418, soon(address));
        assertEquals(418, accepted.upgrade("/").status());
      }
    }
    assertFalse(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().startsWith("WebSocketSelector")));
  }

  private JavaWebSocketTransport transport(LibraryServer.Probe probe) {
    return new JavaWebSocketTransport(Options.of(1, MemoryBudget.ofHeap(), errors), TEAPOT, probe);
  }

  /** Has the library accept, or try to. */
  private static void knock(InetSocketAddress address) throws IOException {
    SocketChannel.open(address).close();
  }

  private static int soon(InetSocketAddress address) throws Exception {
    for (int i = 0; i < 500; i++) {
      try (RawPeer peer = RawPeer.connect(address)) {
        return peer.upgrade("/").status();
      } catch (IOException e) { // nobody listens yet
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
    throw new AssertionError("nobody listens any more");
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(10), errors::toString);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
