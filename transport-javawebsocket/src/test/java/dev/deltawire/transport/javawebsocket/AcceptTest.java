package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketListener;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The library closes its listening socket when {@code accept} fails; here it doesn't come to that.
 */
final class AcceptTest {

  private static final UpgradeHandler TEAPOT =
      (request, responder) -> responder.refuse(HttpResponse.text(418, "no coffee"));

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

  @Test
  void tooManyOpenFilesDelayNewConnectionsAndEndNothing() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    LibraryServer.Probe exhausted =
        () -> {
          if (failures.getAndDecrement() > 0) {
            throw new IOException("Too many open files");
          }
        };
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(options(1), TEAPOT, exhausted)) {
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
  void whoIsRefusedWhileItsVerdictIsPendingHasNoOtherAnswerAndIsForgotten() throws Exception {
    BlockingQueue<UpgradeResponder> pending = new LinkedBlockingQueue<>();
    MemoryBudget memory = MemoryBudget.of(1 << 20);
    try (JavaWebSocketTransport transport =
            new JavaWebSocketTransport(
                options(1, memory),
                (request, responder) -> pending.add(responder),
                LibraryServer.Probe.SOCKET);
        RawPeer peer = RawPeer.connect(transport.start())) {
      peer.send(RawPeer.upgradeHead("/"));
      UpgradeResponder responder = pending.take();
      Holding other = memory.open(() -> {});
      other.known(true);
      other.takeAnyway(1 << 20, 1 << 20);
      assertEquals(503, peer.response().status());
      CountDownLatch disconnected = new CountDownLatch(1);
      responder.accept(Acceptance.of(9, channel -> new Deaf(disconnected)));
      assertTrue(disconnected.await(5, TimeUnit.SECONDS));
      assertTrue(peer.ends(), "no head of a handshake");
    }
    assertEquals(0, errors.size());
  }

  @Test
  void whoIsRefusedAtTheMomentOfItsVerdictIsNotLeftUnheard() throws Exception {
    MemoryBudget memory = MemoryBudget.of(1 << 20);
    Holding other = memory.open(() -> {});
    other.known(true);
    CountDownLatch disconnected = new CountDownLatch(1);
    UpgradeHandler crowdedMeanwhile =
        (request, responder) -> {
          other.takeAnyway(1 << 20, 1 << 20);
          responder.accept(Acceptance.of(9, channel -> new Deaf(disconnected)));
        };
    try (JavaWebSocketTransport transport =
            new JavaWebSocketTransport(
                options(1, memory), crowdedMeanwhile, LibraryServer.Probe.SOCKET);
        RawPeer peer = RawPeer.connect(transport.start())) {
      assertEquals(503, peer.upgrade("/").status());
      assertTrue(peer.ends());
      assertTrue(disconnected.await(5, TimeUnit.SECONDS));
    }
    assertEquals(0, errors.size());
  }

  @Test
  void noLoopsAreMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new JavaWebSocketTransport(options(0), TEAPOT, LibraryServer.Probe.SOCKET));
  }

  private TransportOptions options(int loops) {
    return options(loops, MemoryBudget.ofHeap());
  }

  private TransportOptions options(int loops, MemoryBudget memory) {
    return new TransportOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        loops,
        16384,
        Duration.ofSeconds(10),
        262144,
        100,
        100,
        1 << 17,
        Duration.ofSeconds(60),
        Runnable::run,
        System::nanoTime,
        (where, error) -> errors.add(error),
        memory);
  }

  /** Hears nothing but its end. */
  private record Deaf(CountDownLatch disconnected) implements WebSocketListener {
    @Override
    public void onText(ByteBuffer utf8) {}

    @Override
    public void onPing(ByteBuffer payload) {}

    @Override
    public void onPong(ByteBuffer payload) {}

    @Override
    public void onClose(int code, String reason) {}

    @Override
    public void onViolation(ProtocolViolation violation) {}

    @Override
    public boolean fill(FrameSink sink) {
      return false;
    }

    @Override
    public void onDisconnected() {
      disconnected.countDown();
    }
  }
}
