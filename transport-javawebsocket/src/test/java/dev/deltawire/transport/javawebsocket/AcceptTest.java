package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  void noLoopsAreMisuse() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new JavaWebSocketTransport(
                Options.of(0, MemoryBudget.ofHeap(), errors), TEAPOT, LibraryServer.Probe.SOCKET));
  }
}
