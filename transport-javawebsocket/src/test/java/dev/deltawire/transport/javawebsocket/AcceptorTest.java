package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** Whatever ends the library's accepting, it goes on, and only newcomers notice. */
final class AcceptorTest {

  private static final UpgradeHandler TEAPOT =
      (request, responder) -> responder.refuse(HttpResponse.text(418, "no coffee"));

  private static final String LIBRARYS = "WebSocket";

  private final List<Throwable> errors = new CopyOnWriteArrayList<>();

  @Test
  void aListeningSocketThatTheLibraryHasClosedIsReplaced() throws Exception {
    replaced(ServerSocketChannel::close);
    assertEquals(1, errors.size(), errors::toString);
  }

  @Test
  void aLibraryWhoseThreadIsInterruptedIsReplaced() throws Exception {
    replaced(listening -> Thread.currentThread().interrupt());
    assertEquals(1, errors.size(), errors::toString);
  }

  @Test
  void aLibraryThatHasFailedAndWaitsForItselfIsReplaced() throws Exception {
    replaced(
        listening -> {
          throw new IllegalStateException("in the library");
        });
    assertInstanceOf(IllegalStateException.class, errors.get(0));
    assertEquals(2, errors.size(), errors::toString);
  }

  @Test
  void aLibraryThatAnErrorHasEndedIsReplaced() throws Exception {
    replaced(
        listening -> {
          throw new StackOverflowError("in the library");
        });
    assertInstanceOf(StackOverflowError.class, errors.get(0));
    assertEquals(2, errors.size(), errors::toString);
  }

  @Test
  void anAddressThatSomebodyElseHasTakenIsWaitedFor() throws Exception {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    TransportOptions options = Options.of(errors, 100, tasks::add, System::nanoTime);
    AtomicInteger sockets = new AtomicInteger();
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options, TEAPOT, nth(1, sockets, ServerSocketChannel::close))) {
      InetSocketAddress address = transport.start();
      knock(address);
      Runnable first = tasks.take();
      try (ServerSocketChannel other = ServerSocketChannel.open()) {
        other.bind(address);
        first.run();
        tasks.take().run();
      }
      assertInstanceOf(BindException.class, errors.get(1));
      tasks.take().run();
      assertEquals(418, soon(address));
    }
    assertEquals(2, errors.size(), "each is said once: " + errors);
  }

  @Test
  void anExecutorThatRefusesIsAskedAgain() throws Exception {
    AtomicBoolean refuses = new AtomicBoolean(true);
    TransportOptions options =
        Options.of(
            errors,
            100,
            task -> {
              if (refuses.getAndSet(false)) {
                throw new RejectedExecutionException("not now");
              }
              task.run();
            },
            System::nanoTime);
    AtomicInteger sockets = new AtomicInteger();
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options, TEAPOT, nth(1, sockets, ServerSocketChannel::close))) {
      InetSocketAddress address = transport.start();
      knock(address);
      await(() -> !refuses.get());
      assertEquals(418, soon(address));
    }
  }

  @Test
  void whatIsReplacedWhenTheTransportIsClosedListensNoMore() throws Exception {
    BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    TransportOptions options = Options.of(errors, 100, tasks::add, System::nanoTime);
    AtomicInteger sockets = new AtomicInteger();
    JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options, TEAPOT, nth(1, sockets, ServerSocketChannel::close));
    InetSocketAddress address = transport.start();
    knock(address);
    Runnable late = tasks.take();
    transport.close();
    late.run();
    try (ServerSocketChannel other = ServerSocketChannel.open()) {
      other.bind(address);
    }
  }

  @Test
  void aSocketThatNoConnectionIsMadeOfIsClosedAndGivesItsPlaceBack() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    LongSupplier clock =
        () -> {
          if (Thread.currentThread().getName().startsWith(LIBRARYS) && fails.getAndSet(false)) {
            throw new IllegalStateException("no time");
          }
          return System.nanoTime();
        };
    TransportOptions options = Options.of(errors, 1, Runnable::run, clock);
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options, TEAPOT, LibraryServer.Probe.SOCKET)) {
      InetSocketAddress address = transport.start();
      try (RawPeer peer = RawPeer.connect(address)) {
        assertTrue(peer.ends(), "closed");
      }
      assertEquals(418, soon(address));
    }
  }

  /** Has {@code failure} come before the library accepts its second socket. */
  private void replaced(LibraryServer.Probe failure) throws Exception {
    AtomicInteger sockets = new AtomicInteger();
    TransportOptions options = Options.of(errors, 100, Runnable::run, System::nanoTime);
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options, TEAPOT, nth(2, sockets, failure))) {
      InetSocketAddress address = transport.start();
      try (RawPeer accepted = RawPeer.connect(address)) {
        await(() -> sockets.get() == 1);
        knock(address);
        await(() -> errors.stream().anyMatch(IOException.class::isInstance));
        assertEquals(418, soon(address));
        assertEquals(418, accepted.upgrade("/").status());
      }
    }
    assertEquals(0, Thread.getAllStackTraces().keySet().stream().filter(this::librarys).count());
  }

  private boolean librarys(Thread thread) {
    return thread.getName().startsWith(LIBRARYS);
  }

  private static LibraryServer.Probe nth(
      int number, AtomicInteger sockets, LibraryServer.Probe failure) {
    return listening -> {
      if (sockets.incrementAndGet() == number) {
        failure.tryDescriptor(listening);
      }
    };
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
