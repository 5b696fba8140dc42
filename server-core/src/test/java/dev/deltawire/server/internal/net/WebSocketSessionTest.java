package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.SilentListener;
import java.io.IOException;
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
  private SocketLoop loop;
  private TestSocket socket;
  private WebSocketSession session;

  @BeforeEach
  void open() throws IOException {
    loop =
        new SocketLoop(
            "session",
            () -> 0,
            Duration.ofSeconds(60),
            (where, error) -> errors.add(error.getMessage()));
    socket = new TestSocket(loop);
    session = new WebSocketSession(socket, Acceptance.of(1, channel -> new SilentListener()));
    session.open(ByteBuffer.allocate(1));
  }

  @AfterEach
  void end() {
    loop.awaitEnd();
  }

  @Test
  void aDefectOfItsWireEndsItAloneWhenItIsWrittenToWithoutFill() {
    socket.broken = true;
    ByteBuffer frames = ByteBuffer.allocate(3);
    assertTrue(session.ready());
    assertEquals(3, session.write(frames), "trouble takes everything");
    assertEquals(List.of("no wire"), errors);
    assertTrue(socket.closed);
    assertFalse(session.ready());
  }

  @Test
  void aWireIsNotWrittenToWhereNothingWaitsForIt() throws IOException {
    socket.broken = true; // as one is that shakes hands, or has said its last
    assertTrue(socket.output().resume());
    assertFalse(socket.closed);
  }

  @Test
  void whatAMessageIsInflatedToCostsAsMuchAsIfItHadBeenSent() {
    Acceptance plain = Acceptance.of(9, channel -> new SilentListener());
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
}
