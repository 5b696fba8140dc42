package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the library gets to do with a socket. */
class GuardChannelTest {

  private final AtomicInteger closes = new AtomicInteger();
  private ServerSocketChannel listening;
  private SocketChannel peer;
  private GuardChannel guard;

  @BeforeEach
  void open() throws IOException {
    listening =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    peer = SocketChannel.open(listening.getLocalAddress());
    guard = new GuardChannel(listening.accept(), closes::incrementAndGet);
  }

  @AfterEach
  void close() throws IOException {
    guard.close();
    peer.close();
    listening.close();
  }

  @Test
  void theLibraryReadsNothing() throws IOException {
    peer.write(ByteBuffer.allocate(1));
    ByteBuffer into = ByteBuffer.allocate(1);
    assertEquals(0, guard.read(into));
    assertEquals(1, into.remaining());
  }

  @Test
  void whatTheLibraryWouldSayReachesNobody() throws IOException {
    ByteBuffer words = ByteBuffer.allocate(7);
    assertEquals(7, guard.write(words));
    assertFalse(words.hasRemaining(), "it is not to try again");
    guard.close();
    assertEquals(-1, peer.read(ByteBuffer.allocate(7)));
  }

  @Test
  void thatItClosesTheSocketIsHeardOfOnce() throws IOException {
    guard.close();
    guard.close();
    assertFalse(guard.isOpen());
    assertEquals(1, closes.get());
  }
}
