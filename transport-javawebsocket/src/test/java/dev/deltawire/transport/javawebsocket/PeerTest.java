package dev.deltawire.transport.javawebsocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.SilentListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a connection until it is open, and what is left of that. */
final class PeerTest {

  private static final int PEERS = 40;
  private static final int LONG = 60_000;

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

  @Test
  void nothingOfALongMessageBehindAHeadIsKeptOnceItHasBeenHeard() throws Exception {
    Semaphore texts = new Semaphore(0);
    UpgradeHandler open =
        (request, responder) ->
            responder.accept(Acceptance.of(LONG, channel -> new Deaf(texts::release, () -> {})));
    List<Socket> peers = new ArrayList<>();
    try (JavaWebSocketTransport transport = transport(open, MemoryBudget.ofHeap())) {
      InetSocketAddress address = transport.start();
      peers.add(sayMuchAtOnce(address)); // classes are loaded, buffers there
      assertTrue(texts.tryAcquire(5, TimeUnit.SECONDS));
      long before = usedHeap();
      for (int i = 0; i < PEERS; i++) {
        peers.add(sayMuchAtOnce(address));
        assertTrue(texts.tryAcquire(5, TimeUnit.SECONDS));
      }
      long each = (usedHeap() - before) / PEERS;
      assertTrue(each < LONG / 2, () -> each + " bytes for each connection");
    } finally {
      for (Socket peer : peers) {
        peer.close();
      }
    }
    assertEquals(0, errors.size(), errors::toString);
  }

  @Test
  void whoIsRefusedWhileItsVerdictIsPendingHasNoOtherAnswerAndIsForgotten() throws Exception {
    BlockingQueue<UpgradeResponder> pending = new LinkedBlockingQueue<>();
    MemoryBudget memory = MemoryBudget.of(1 << 20);
    try (JavaWebSocketTransport transport =
            transport((request, responder) -> pending.add(responder), memory);
        RawPeer peer = RawPeer.connect(transport.start())) {
      peer.send(RawPeer.upgradeHead("/"));
      UpgradeResponder responder = pending.take();
      Holding other = memory.open(() -> {});
      other.known(true);
      other.takeAnyway(1 << 20, 1 << 20);
      assertEquals(503, peer.response().status());
      CountDownLatch disconnected = new CountDownLatch(1);
      responder.accept(Acceptance.of(9, channel -> new Deaf(() -> {}, disconnected::countDown)));
      assertTrue(disconnected.await(5, TimeUnit.SECONDS));
      assertTrue(peer.ends(), "no head of a handshake");
    }
    assertEquals(0, errors.size(), errors::toString);
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
          responder.accept(
              Acceptance.of(9, channel -> new Deaf(() -> {}, disconnected::countDown)));
        };
    try (JavaWebSocketTransport transport = transport(crowdedMeanwhile, memory);
        RawPeer peer = RawPeer.connect(transport.start())) {
      assertEquals(503, peer.upgrade("/").status());
      assertTrue(peer.ends());
      assertTrue(disconnected.await(5, TimeUnit.SECONDS));
    }
    assertEquals(0, errors.size(), errors::toString);
  }

  private JavaWebSocketTransport transport(UpgradeHandler upgrades, MemoryBudget memory) {
    return new JavaWebSocketTransport(
        Options.of(1, memory, errors), upgrades, LibraryServer.Probe.SOCKET);
  }

  /** A peer whose head comes in two parts, the second with a long message behind it. */
  private static Socket sayMuchAtOnce(InetSocketAddress address) throws IOException {
    String head = RawPeer.upgradeHead("/");
    ByteBuffer rest = ByteBuffer.allocate(head.length() + LONG + 8);
    rest.put(head.substring(1).getBytes(ISO_8859_1));
    rest.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) LONG); // RFC 6455 §5.2
    rest.putInt(0); // a mask that leaves the bytes as they are
    rest.put("a".repeat(LONG).getBytes(ISO_8859_1));
    Socket peer = new Socket(address.getAddress(), address.getPort());
    peer.setTcpNoDelay(true);
    peer.getOutputStream().write(head.charAt(0));
    peer.getOutputStream().write(rest.array(), 0, rest.position());
    return peer;
  }

  private static long usedHeap() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Hears nothing but that a text has come, and its end. */
  private static final class Deaf extends SilentListener {
    private final Runnable onText;
    private final Runnable onEnd;

    Deaf(Runnable onText, Runnable onEnd) {
      this.onText = onText;
      this.onEnd = onEnd;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      onText.run();
    }

    @Override
    public void onDisconnected() {
      onEnd.run();
    }
  }
}
