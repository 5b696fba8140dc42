package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    MemoryBudget memory = MemoryBudget.of(1 << 20);
    List<RawPeer> peers = new ArrayList<>();
    try (JavaWebSocketTransport transport =
        new JavaWebSocketTransport(
            Options.of(1, memory, errors), TEAPOT, () -> accepted.add(System.nanoTime()))) {
      InetSocketAddress address = transport.start();
      for (int i = 0; i < 9; i++) {
        makeScarce(memory);
        peers.add(RawPeer.connect(address));
      }
      assertEquals(418, peers.get(8).upgrade("/").status());
      assertTrue(longestGap(accepted) >= AcceptPace.REST_NANOS, accepted.toString());
    } finally {
      for (RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  /** Has somebody told to let go of memory. */
  private static void makeScarce(MemoryBudget memory) {
    Holding told = memory.open(() -> {});
    told.takeAnyway(1 << 20, 1 << 20);
    told.give(1 << 20);
    told.close();
  }

  /** A rest; or a pause of the machine, after which memory may have been scarce no more. */
  private static long longestGap(List<Long> times) {
    return IntStream.range(1, times.size())
        .mapToLong(i -> times.get(i) - times.get(i - 1))
        .max()
        .orElseThrow();
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
