package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.ScarceMemory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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
            () -> accepted.add(System.nanoTime()))) {
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
  void noLoopsAreMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new JavaWebSocketTransport(
                Options.of(0, MemoryBudget.ofHeap(), errors), TEAPOT, LibraryServer.Probe.SOCKET));
  }
}
