package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.io.EOFException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T-90 to T-94: the peer's close frame (RFC 6455 §5.5.1 and §7.4, X-41). */
abstract class CloseRules extends MessageRules {

  private static final List<Integer> VALID =
      List.of(
          1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
          4999);

  private static final List<Integer> INVALID =
      List.of(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535);

  @AtEveryChunkSize
  void t90_aValidCloseIsDelivered(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (int code : VALID) {
        assertClosed(rig, chunk, code, "grüße 😀");
      }
      assertClosed(rig, chunk, 1000, "");
      assertClosed(rig, chunk, 1000, "r".repeat(123));
    }
  }

  @AtEveryChunkSize
  void t91_aCloseWithoutACodeIs1005(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk).sendHex("88 80" + NO_MASK);
      Event event = link.core().next();
      assertEquals("CLOSE 1005 ", event.toString());
      assertEquals(1000, link.peer().frame().closeCode(), "the core's answer");
      assertTrue(link.peer().ends());
    }
  }

  @AtEveryChunkSize
  void t92_aCodeThatMustNotTravelIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (int code : INVALID) {
        byte[] close = WireFrame.closePayload(code, "");
        assertViolation(rig, chunk, 1002, WireFrame.masked(WireFrame.FIN | WireFrame.CLOSE, close));
      }
    }
  }

  @AtEveryChunkSize
  void t93_aCloseOfOneByteIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      assertViolation(rig, chunk, 1002, "88 81 00000000 03");
    }
  }

  @AtEveryChunkSize
  void t94_aReasonThatIsNotUtf8Is1007(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      assertViolation(rig, chunk, 1007, "88 83 00000000 03e8 ff");
      assertViolation(rig, chunk, 1007, "88 84 00000000 03e8 c3 28");
      assertViolation(rig, chunk, 1007, "88 84 00000000 03e8 e2 82");
    }
  }

  @AtEveryChunkSize
  void t96_aCloseInsideAMessageIsDeliveredAndTheMessageIsNot(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk).sendFrame(WireFrame.TEXT, letters(3));
      link.peer().sendFrame(WireFrame.CONTINUATION, letters(3));
      link.peer().sendClose(1001, "left");
      assertEvent(Kind.CLOSE, "left", link.core().next());
      assertEquals(1001, link.peer().frame().closeCode());
      assertTrue(link.peer().ends());
    }
  }

  @AtEveryChunkSize
  void t97_anEndRightBehindACloseLosesNoAnswer(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk).sendClose(1000, "");
      link.peer().finish();
      assertEvent(Kind.CLOSE, "", link.core().next());
      assertEquals(1000, link.peer().frame().closeCode());
      assertThrows(EOFException.class, () -> link.peer().bytes(1), "FIN, not RST");
      assertDisconnected(link.core());
    }
  }

  @AtEveryChunkSize
  void t98_theServerEndsTheConnectionFirst(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk).sendClose(1000, "");
      assertEvent(Kind.CLOSE, "", link.core().next());
      assertEquals(1000, link.peer().frame().closeCode());
      assertThrows(EOFException.class, () -> link.peer().bytes(1), "FIN, not RST");
    }
  }

  @Test
  void t99_theAnswerToACloseReachesAPeerThatReadsLate() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      long taken = stall(link.core());
      link.peer().sendClose(1000, "");
      link.peer().trySend(repeat(WireFrame.maskedText("too late"), 1000));
      assertEvent(Kind.CLOSE, "", link.core().next());
      assertBlocks(link.peer(), BLOCKS);
      assertTrue(taken > 0);
      assertEquals(1000, link.peer().frame().closeCode());
      assertThrows(EOFException.class, () -> link.peer().bytes(1), "FIN, not RST");
    }
  }

  private static void assertClosed(Rig rig, ChunkSize chunk, int code, String reason)
      throws Exception {
    try (Link link = rig.connect()) {
      link.peer().chunked(chunk).sendClose(code, reason);
      Event event = link.core().next();
      assertEquals(
          Kind.CLOSE + " " + code + " " + reason,
          event.kind() + " " + event.code() + " " + event.text());
      assertEquals(code, link.peer().frame().closeCode());
      assertTrue(link.peer().ends());
      link.peer().close();
      assertEvent(Kind.DISCONNECTED, "", link.core().next());
    }
  }
}
