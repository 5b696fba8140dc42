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
import java.time.Duration;
import java.util.Arrays;

/**
 * The closing handshake (RFC 6455 §7, X-41) in every order, seen from the peer's socket, with the
 * core behind each transport.
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

  @OnEveryTransport
  void x41_thePeersCloseIsEchoedAndTheServerEndsFirst(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendClose(4321, "why");
      assertClosed(peer, 4321, "");
      assertTrue(server.ended());
    }
  }

  @OnEveryTransport
  void x41_ourCloseWaitsForItsEchoAndThenTheServerEndsFirst(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendText("close 4001");
      assertClose(peer.frame(), 4001, "as told");
      assertFalse(peer.ends(SHORT), "the echo is waited for");
      peer.sendClose(4001, "");
      assertEndsByFin(peer);
    }
  }

  @OnEveryTransport
  void x41_withoutAnEchoTheConnectionEndsAfterTheCloseTimeout(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendText("close 1000");
      assertClose(peer.frame(), 1000, "as told");
      peer.sendText("close 4000"); // ignored
      assertTrue(peer.ends());
      assertEquals("close 1000", server.heard());
      assertTrue(server.ended());
    }
  }

  @OnEveryTransport
  void x41_anEndInsteadOfTheEchoIsEnough(String transport) throws Exception {
    ServerLimits patient = ServerLimits.builder().closeTimeout(Duration.ofMinutes(1)).build();
    try (CloseDialect server = CloseDialect.serve(transport, patient)) {
      RawPeer peer = server.peer();
      peer.sendText("close 1000");
      assertClose(peer.frame(), 1000, "as told");
      peer.finish();
      assertTrue(peer.ends());
    }
  }

  @OnEveryTransport
  void x41_closesThatCrossAreOneEach(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      for (int i = 0; i < 20; i++) {
        RawPeer peer = server.peer();
        peer.send(join(masked(FINAL_TEXT, "close 4001"), RawPeer.hex("88 82 00000000 03e9")));
        WireFrame close = peer.frame();
        assertTrue(close.closeCode() == 4001 || close.closeCode() == 1001, close::toString);
        assertEndsByFin(peer);
      }
    }
  }

  @OnEveryTransport
  void x41_aCloseInsideAFragmentedMessageIsEchoed(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.peer();
      peer.sendFrame(TEXT, "say".getBytes(US_ASCII));
      peer.sendFrame(CONTINUATION, new byte[0]);
      peer.sendClose(1000, "");
      assertClosed(peer, 1000, "");
      assertTrue(server.ended(), "the message is not delivered");
    }
  }

  @OnEveryTransport
  void x41_dataBehindTheCloseIsIgnoredAndDestroysNothing(String transport) throws Exception {
    byte[] behind = masked(FINAL_TEXT, "close 4002");
    byte[] close = RawPeer.hex("88 82 00000000 03e8");
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
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

  @OnEveryTransport
  void x41_theEndRightBehindTheCloseLosesNoEcho(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      for (int i = 0; i < 20; i++) {
        RawPeer peer = server.peer();
        peer.sendClose(1001, "");
        peer.finish();
        assertClosed(peer, 1001, "");
      }
    }
  }

  @OnEveryTransport
  void x41_anEndWithoutACloseEndsTheSessionOnce(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.peer();
      peer.finish();
      assertTrue(peer.ends());
      assertTrue(server.ended());
      server.peer().reset();
      assertTrue(server.ended());
      assertTrue(server.heardNothingMore());
    }
  }

  @OnEveryTransport
  void x41_aCloseDuringALargeMessageIsEchoedBehindTheFragmentInHand(String transport)
      throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
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

  @OnEveryTransport
  void x41_ourCloseComesBehindALargeMessage(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      peer.sendText("close 4001");
      assertEquals(CloseDialect.text(LARGE), peer.text());
      assertClose(peer.frame(), 4001, "as told");
      peer.sendClose(4001, "");
      assertEndsByFin(peer);
    }
  }

  @OnEveryTransport
  void x16_theAnswerToAViolationComesBehindALargeMessage(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
      RawPeer peer = server.slow();
      peer.sendText("say " + LARGE);
      peer.sendHex("81 01 61"); // unmasked, §5.1
      assertEquals(CloseDialect.text(LARGE), peer.text());
      assertClose(peer.frame(), 1002, "unmasked frame");
      assertEndsByFin(peer);
    }
  }

  @OnEveryTransport
  void x38_aCloseThatTheSocketDoesNotTakeEndsWithTheStall(String transport) throws Exception {
    try (CloseDialect server = CloseDialect.serve(transport, LIMITS)) {
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

  private static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
