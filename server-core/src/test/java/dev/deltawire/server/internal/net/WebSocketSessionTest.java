package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a session whose wire has a defect, or takes nothing. */
final class WebSocketSessionTest {

  private final List<String> errors = new ArrayList<>();
  private final Wire wire = new Wire();
  private SocketLoop loop;
  private Socket socket;
  private WebSocketSession session;

  @BeforeEach
  void open() throws IOException {
    loop =
        new SocketLoop(
            "session",
            () -> 0,
            Duration.ofSeconds(60),
            (where, error) -> errors.add(error.getMessage()));
    socket = new Socket();
    session = new WebSocketSession(socket, Acceptance.of(1, channel -> new Silent()));
    session.open(ByteBuffer.allocate(1));
  }

  @AfterEach
  void end() {
    loop.awaitEnd();
  }

  @Test
  void aDefectOfItsWireEndsItAloneWhenItIsWrittenToWithoutFill() {
    wire.broken = true;
    ByteBuffer frames = ByteBuffer.allocate(3);
    assertTrue(session.ready());
    assertEquals(3, session.write(frames), "trouble takes everything");
    assertEquals(List.of("no wire"), errors);
    assertTrue(socket.closed);
    assertFalse(session.ready());
  }

  @Test
  void aWireIsNotWrittenToWhereNothingWaitsForIt() throws IOException {
    wire.broken = true; // as one is that shakes hands, or has said its last
    assertTrue(socket.output().resume());
    assertFalse(socket.closed);
  }

  @Test
  void whatAMessageIsInflatedToCostsAsMuchAsIfItHadBeenSent() {
    Acceptance plain = Acceptance.of(9, channel -> new Silent());
    Acceptance compressing =
        new Acceptance(
            plain.subprotocol(),
            Optional.of(new Compression("permessage-deflate", true)),
            plain.maxMessageBytes(),
            plain.listener());
    WebSocketSession inflating = new WebSocketSession(socket, compressing);
    inflating.open(ByteBuffer.allocate(1));
    byte[] hello = {-63, -121, 0, 0, 0, 0, -14, 72, -51, -55, -55, 7, 0}; // RFC 7692 §7.2.3.1
    inflating.received(ByteBuffer.wrap(hello));
    assertEquals("Hello".length(), socket.spent);
    inflating.disconnected();
  }

  @Test
  void whoIsToldTwiceInOneTurnToLetGoMaySayItsLastWords() {
    session.crowded();
    session.crowded();
    assertFalse(socket.closed);
    loop.events().runPending();
    session.crowded();
    assertTrue(socket.closed, "it has had its turn, and holds memory still");
  }

  /** Takes everything, until it is broken in a way that nobody expects. */
  private static final class Wire implements SocketWire {
    private boolean broken;

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public boolean wantsInput() {
      return false;
    }

    @Override
    public int read(ByteBuffer in) {
      return 0;
    }

    @Override
    public boolean write(ByteBuffer bytes) {
      if (broken) {
        throw new IllegalStateException("no wire");
      }
      bytes.position(bytes.limit());
      return true;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public boolean holdsOutput() {
      return false;
    }

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public void close() {}

    @Override
    public void abort() {}
  }

  private final class Socket implements SocketConnection {
    private final Holding holding = MemoryBudget.ofHeap().open(() -> {});
    private final SocketOutput output = new SocketOutput(this, wire);
    private boolean closed;
    private int spent;

    @Override
    public SocketLoop loop() {
      return loop;
    }

    @Override
    public Holding holding() {
      return holding;
    }

    @Override
    public SocketOutput output() {
      return output;
    }

    @Override
    public InetSocketAddress remoteAddress() {
      return InetSocketAddress.createUnresolved("peer", 1);
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void spent(int bytes) {
      spent += bytes;
    }

    @Override
    public void pauseReads() {}

    @Override
    public void resumeReads() {}

    @Override
    public void finish() {}

    @Override
    public void abort() {
      closed = true;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Has nothing to say, and hears nothing. */
  private static final class Silent implements WebSocketListener {
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
    public void onDisconnected() {}
  }
}
