package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.internal.net.Threads;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.ScarceMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The library closes its listening socket when {@code accept} fails; here it doesn't come to that.
 */
final class AcceptTest {

  private static final UpgradeHandler TEAPOT =
      (request, responder) -> responder.refuse(HttpResponse.text(418, "no coffee"));

  private static final String ASIDE = "aside";

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

  @Test
  void tooManyOpenFilesDelayNewConnectionsAndEndNothing() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    LibraryServer.Probe exhausted =
        listening -> {
          if (failures.getAndDecrement() > 0) {
            throw new IOException("Too many open files");
          }
        };
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(
            Options.of(1, MemoryBudget.ofHeap(), errors), TEAPOT, exhausted)) {
      InetSocketAddress address = transport.start();
      for (int i = 0; i < 5; i++) {
        try (RawPeer peer = RawPeer.connect(address)) {
          assertEquals(418, peer.upgrade("/").status());
        }
      }
    }
    assertEquals(1, errors.size(), "a shortage is reported once");
    assertEquals("Too many open files", errors.element().getMessage());
  }

  @Test
  void whileMemoryIsScarceSocketsAreAcceptedAFewAtATime() throws Exception {
    List<Long> accepted = new CopyOnWriteArrayList<>();
    ScarceMemory memory = ScarceMemory.create();
    List<RawPeer> peers = new ArrayList<>();
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(
            Options.of(1, memory.budget(), errors),
            TEAPOT,
            listening -> accepted.add(System.nanoTime()))) {
      InetSocketAddress address = transport.start();
      for (int i = 0; i < 9; i++) {
        memory.begin();
        peers.add(RawPeer.connect(address));
      }
      assertEquals(418, peers.get(8).upgrade("/").status());
      assertTrue(ScarceMemory.longestGap(accepted) >= AcceptPace.REST_NANOS, accepted.toString());
    } finally {
      for (RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  @Test
  void aRestThatIsOverAtOnceIsOver() throws Exception {
    accepts(server -> server.rest(server::rested), LibraryServer.Probe.SOCKET);
  }

  @Test
  void aShortageThatIsOverAtOnceIsOver() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    accepts(
        server -> {},
        listening -> {
          if (failures.getAndDecrement() > 0) {
            throw new IOException("Too many open files");
          }
        });
  }

  @Test
  void aServerThatCanNotListenDoesNotStart() throws Exception {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    LibraryServer server =
        new LibraryServer(
            listening,
            LibraryServer.Probe.SOCKET,
            (socket, connection, seen) -> null,
            (where, error) -> errors.add(error),
            () -> {});
    listening.close();
    assertThrows(IOException.class, server::begin);
    server.end();
    assertEquals(1, errors.size(), errors::toString);
  }

  /**
   * Two sockets are accepted, though {@code rested} or {@code acceptAgain} runs before the
   * library's thread goes on.
   */
  private void accepts(Consumer<LibraryServer> afterEach, LibraryServer.Probe probe)
      throws Exception {
    Semaphore accepted = new Semaphore(0);
    AtomicReference<LibraryServer> server = new AtomicReference<>();
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.set(
          new LibraryServer(
              listening,
              probe,
              (socket, connection, seen) -> {
                afterEach.accept(server.get());
                accepted.release();
                return new GuardChannel(socket, () -> {});
              },
              (where, error) -> errors.add(error),
              () -> runAside(server.get()::acceptAgain)));
      server.get().begin();
      InetSocketAddress address = (InetSocketAddress) listening.getLocalAddress();
      for (int i = 0; i < 2; i++) {
        RawPeer.connect(address).close();
        assertTrue(accepted.tryAcquire(5, TimeUnit.SECONDS), errors::toString);
      }
    } finally {
      server.get().end();
    }
  }

  /** Returns when it has run on another thread; from that one, it runs in a moment. */
  private void runAside(Runnable task) {
    Thread thread = new Thread(task, ASIDE);
    if (Thread.currentThread().getName().equals(ASIDE)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      thread.start();
    } else {
      thread.start();
      Threads.join(thread);
    }
  }

  @Test
  void noLoopsAreMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new JavaWebSocketTransport(
                Options.of(0, MemoryBudget.ofHeap(), errors), TEAPOT, LibraryServer.Probe.SOCKET));
  }
}
