package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.ServerLimits;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.EOFException;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The closing handshake (RFC 6455 §7, X-41) in every order, seen from the peer's socket, with the
 * core behind each transport, and over TLS where a transport speaks it.
 *
 * <p>Whenever the close frames have been exchanged, the server ends the TCP connection first
 * (§7.1.1), and by FIN: a reset would destroy the close frame on its way.
 */
class CloseOrderTest {

  private static final int TEXT = 0x01;
  private static final int CONTINUATION = 0x00;
  private static final int FINAL_TEXT = 0x81;
  private static final int CLOSE = 0x8;
  private static final int PONG = 0xA;

  /** More than the kernel buffers for a peer that does not read, less than the outbox may hold. */
  private static final int LARGE = 3 << 20;

  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(400);
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final ServerLimits LIMITS =
      ServerLimits.builder().closeTimeout(CLOSE_TIMEOUT).writeStallTimeout(STALL_TIMEOUT).build();

  private static final ServerLimits PATIENT =
      ServerLimits.builder().closeTimeout(Duration.ofMinutes(1)).build();

  @OnEveryWire
  void x41_thePeersCloseIsEchoedAndTheServerEndsFirst(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendClose(4321, "why");
      assertClosed(peer, 4321, "");
      assertTrue(server.ended());
    }
  }

  @OnEveryWire
  void x41_ourCloseWaitsForItsEchoAndThenTheServerEndsFirst(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendText("close 4001");
      assertClose(peer.frame(), 4001, "as told");
      assertFalse(peer.ends(SHORT), "the echo is waited for");
      peer.sendClose(4001, "");
      assertEndsByFin(peer);
    }
  }

  @OnEveryWire
  void x41_withoutAnEchoTheConnectionEndsAfterTheCloseTimeout(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendText("close 1000");
      assertClose(peer.frame(), 1000, "as told");
      peer.sendText("close 4000"); // ignored
      assertTrue(peer.ends());
      assertEquals("close 1000", server.heard());
      assertTrue(server.ended());
    }
  }

  @OnEveryWire
  void x41_anEndInsteadOfTheEchoIsEnough(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, PATIENT)) {
      RawPeer peer = server.peer();
      peer.sendText("close 1000");
      assertClose(peer.frame(), 1000, "as told");
      peer.finish();
      assertTrue(peer.ends());
    }
  }

  @OnEveryWire
  void x41_theEchoBehindMuchThatWasOnItsWayIsHeard(String wire) throws Exception {
    String message = CloseDialect.text(60_000);
    try (CloseDialect server = CloseDialect.serve(wire, PATIENT)) {
      RawPeer peer = server.peer();
      peer.sendText("close 4001");
      for (int i = 0; i < 32; i++) {
        peer.sendText(message);
      }
      peer.sendClose(4001, "");
      assertClose(peer.frame(), 4001, "as told");
      assertEndsByFin(peer);
    }
  }

  @OnEveryWire
  void x41_closesThatCrossAreOneEach(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      for (int i = 0; i < 20; i++) {
        RawPeer peer = server.peer();
        peer.send(join(masked(FINAL_TEXT, "close 4001"), RawPeer.hex("88 82 00000000 03e9")));
        WireFrame close = peer.frame();
        assertTrue(close.closeCode() == 4001 || close.closeCode() == 1001, close::toString);
        assertEndsByFin(peer);
      }
    }
  }

  @OnEveryWire
  void x41_aCloseInsideAFragmentedMessageIsEchoed(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendFrame(TEXT, "say".getBytes(US_ASCII));
      peer.sendFrame(CONTINUATION, new byte[0]);
      peer.sendClose(1000, "");
      assertClosed(peer, 1000, "");
      assertTrue(server.ended(), "the message is not delivered");
    }
  }

  @OnEveryWire
  void x41_dataBehindTheCloseIsIgnoredAndDestroysNothing(String wire) throws Exception {
    byte[] behind = masked(FINAL_TEXT, "close 4002");
    byte[] close = RawPeer.hex("88 82 00000000 03e8");
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.send(close);
      for (int i = 0; i < 10_000; i++) {
        peer.trySend(behind);
      }
      assertClosed(peer, 1000, "");
      assertTrue(server.ended());
      assertTrue(server.heardNothingMore());
    }
  }

  @OnEveryWire
  void x41_theEndRightBehindTheCloseLosesNoEcho(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      for (int i = 0; i < 20; i++) {
        RawPeer peer = server.peer();
        peer.sendClose(1001, "");
        peer.finish();
        assertClosed(peer, 1001, "");
      }
    }
  }

  @OnEveryWire
  void x41_anEndWithoutACloseEndsTheSessionOnce(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.peer();
      peer.finish();
      assertTrue(peer.ends());
      assertTrue(server.ended());
      server.peer().reset();
      assertTrue(server.ended());
      assertTrue(server.heardNothingMore());
    }
  }

  @OnEveryWire
  void x41_aCloseDuringALargeMessageIsEchoedBehindTheFragmentInHand(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      assertEquals(TEXT, peer.frame().firstByte());
      peer.sendPing(new byte[] {'1'});
      peer.sendClose(1000, "");
      WireFrame frame = peer.frame();
      while (frame.opcode() != CLOSE) {
        assertTrue(frame.firstByte() == CONTINUATION || frame.opcode() == PONG, frame::toString);
        frame = peer.frame();
      }
      assertClose(frame, 1000, "");
      assertEndsByFin(peer);
    }
  }

  @OnEveryWire
  void x41_ourCloseComesBehindALargeMessage(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      peer.sendText("close 4001");
      assertEquals(CloseDialect.text(LARGE), peer.text());
      assertClose(peer.frame(), 4001, "as told");
      peer.sendClose(4001, "");
      assertEndsByFin(peer);
    }
  }

  @OnEveryWire
  void x16_theAnswerToAViolationComesBehindALargeMessage(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      peer.sendHex("81 01 61"); // unmasked, §5.1
      assertEquals(CloseDialect.text(LARGE), peer.text());
      assertClose(peer.frame(), 1002, "unmasked frame");
      assertEndsByFin(peer);
    }
  }

  @OnEveryWire
  void x38_aCloseThatTheSocketDoesNotTakeEndsWithTheStall(String wire) throws Exception {
    try (CloseDialect server = CloseDialect.serve(wire, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      peer.sendText("close 4001");
      assertEquals("say " + LARGE, server.heard());
      assertEquals("close 4001", server.heard());
      assertTrue(server.ended(), "nobody reads, so nothing is waited for any longer");
    }
  }

  /** A close frame, and the end by FIN although the peer ends its own side only now. */
  private static void assertClosed(RawPeer peer, int code, String reason) throws IOException {
    assertClose(peer.frame(), code, reason);
    assertEndsByFin(peer);
    peer.close();
  }

  private static void assertClose(WireFrame frame, int code, String reason) {
    assertEquals(0x80 | CLOSE, frame.firstByte());
    assertEquals(code + " " + reason, frame.closeCode() + " " + frame.closeReason());
  }

  private static void assertEndsByFin(RawPeer peer) {
    assertThrows(EOFException.class, () -> peer.bytes(1), "FIN, not RST");
  }

  private static byte[] masked(int firstByte, String text) {
    byte[] frame = RawPeer.hex(String.format("%02x%02x00000000", firstByte, 0x80 | text.length()));
    return join(frame, text.getBytes(US_ASCII));
  }

  /** A test that is run for each of {@link CloseDialect#wires}. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.deltawire.gateway.CloseDialect#wires")
  private @interface OnEveryWire {}

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
