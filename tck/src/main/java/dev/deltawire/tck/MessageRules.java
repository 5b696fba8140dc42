package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * T-80 to T-89: messages of several frames, their size and their encoding (RFC 6455 §5.4 and §8.1).
 */
abstract class MessageRules extends FrameRules {

  /** Codes that may answer a peer that keeps a server busy without sending anything. */
  private static final List<Integer> ENOUGH = List.of(1002, 1008, 1009);

  static final int FIN_TEXT = WireFrame.FIN | WireFrame.TEXT;
  private static final int FIN_CONTINUATION = WireFrame.FIN | WireFrame.CONTINUATION;
  private static final int MAX_EMPTY_FRAGMENTS = 100_000;
  private static final int MAX_CONTROL_FRAMES = 100_000;

  /** Texts that are no UTF-8, whole messages each. */
  private static final List<String> INVALID =
      List.of(
          "ff",
          "80",
          "c0af", // overlong
          "e080af",
          "f08080af",
          "eda080", // a surrogate
          "f4908080", // beyond U+10FFFF
          "c3", // cut short
          "e282",
          "f09f98",
          "48656c6c6fc328",
          "c3a9c3",
          "fe",
          "f8888080" + "80");

  /** The code points on both sides of every boundary. */
  private static final String VALID =
      "a\0\u007f\u0080\u07ff\u0800\ud7ff\ue000\ufeff\uffff\ud800\udc00\udbff\udfff grüße 😀";

  @AtEveryChunkSize
  void t80_fragmentsAreReassembledAndControlFramesLieBetween(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      link.peer().sendFrame(WireFrame.TEXT, letters(3));
      link.peer().sendPing(new byte[] {'1'});
      link.peer().sendFrame(WireFrame.CONTINUATION, new byte[0]);
      link.peer().sendFrame(WireFrame.CONTINUATION, letters(126));
      link.peer().sendPong(new byte[] {'2'});
      link.peer().sendFrame(FIN_CONTINUATION, letters(2));
      link.peer().sendText("next");
      assertEvent(Kind.PING, "1", link.core().next());
      assertEvent(Kind.PONG, "2", link.core().next());
      assertText(ascii(letters(3)) + ascii(letters(126)) + "ab", link.core());
      assertText("next", link.core());
    }
  }

  @AtEveryChunkSize
  void t81_aContinuationOfNothingIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      assertViolation(rig, chunk, 1002, "80 80" + NO_MASK);
      assertViolation(rig, chunk, 1002, "00 80" + NO_MASK);
      try (Link link = rig.connect()) {
        link.peer().chunked(chunk).sendText("whole");
        assertText("whole", link.core());
        link.peer().trySend(RawPeer.hex("80 80" + NO_MASK));
        assertViolated(link, 1002);
      }
    }
  }

  @AtEveryChunkSize
  void t82_aNewMessageInsideAFragmentedOneIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String second : List.of("81", "01", "82", "02")) {
        assertViolation(rig, chunk, 1002, "01 81 00000000 61" + second + "80" + NO_MASK);
      }
    }
  }

  @AtEveryChunkSize
  void t83_binaryIs1003(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String binary :
          List.of("82 80 00000000", "82 83 00000000 000102", "02 81 00000000 61")) {
        assertViolation(rig, chunk, 1003, binary);
      }
    }
  }

  @AtEveryChunkSize
  void t95_binaryIsDeliveredToWhoTakesIt(ChunkSize chunk) throws Exception {
    byte[] bytes = RawPeer.hex("00 ff c3 28 80 eda080");
    try (Rig rig = rig().takesBinary();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      link.peer().sendFrame(WireFrame.FIN | WireFrame.BINARY, bytes);
      assertBinary(bytes, link.core().next());
      link.peer().sendFrame(WireFrame.BINARY, bytes);
      link.peer().sendPing(new byte[] {'p'});
      link.peer().sendFrame(FIN_CONTINUATION, bytes);
      assertEvent(Kind.PING, "p", link.core().next());
      assertBinary(join(bytes, bytes), link.core().next());
      link.peer().sendText("text");
      assertText("text", link.core());
      link.peer().trySend(WireFrame.masked(FIN_TEXT, bytes));
      assertEquals(Kind.VIOLATION, link.core().next().kind(), "text is still checked");
    }
  }

  @AtEveryChunkSize
  void t84_fragmentsOverTheLimitAre1009BeforeTheirExcess(ChunkSize chunk) throws Exception {
    try (Rig rig = rig().maxMessageBytes(MAX_MESSAGE_BYTES)) {
      byte[] fragments =
          join(
              WireFrame.masked(WireFrame.TEXT, letters(MAX_MESSAGE_BYTES / 2)),
              WireFrame.masked(WireFrame.CONTINUATION, letters(MAX_MESSAGE_BYTES / 2)));
      assertViolation(rig, chunk, 1009, join(fragments, RawPeer.hex("00 81" + NO_MASK)));
      assertViolation(rig, chunk, 1009, join(fragments, RawPeer.hex("80 fe 0100" + NO_MASK)));
    }
  }

  @AtEveryChunkSize
  void t85_aMessageOfTheLimitIsAccepted(ChunkSize chunk) throws Exception {
    byte[] most = letters(MAX_MESSAGE_BYTES);
    try (Rig rig = rig().maxMessageBytes(MAX_MESSAGE_BYTES);
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      for (int i = 0; i < 3; i++) {
        link.peer().sendFrame(FIN_TEXT, most);
        assertArrayEquals(most, link.core().next().payload());
        link.peer().sendFrame(WireFrame.TEXT, letters(23));
        link.peer().sendFrame(FIN_CONTINUATION, letters(MAX_MESSAGE_BYTES - 23));
        assertArrayEquals(most, link.core().next().payload());
      }
    }
  }

  @AtEveryChunkSize
  void t86_textThatIsNotUtf8Is1007(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String invalid : INVALID) {
        byte[] text = RawPeer.hex(invalid);
        assertViolation(rig, chunk, 1007, WireFrame.masked(FIN_TEXT, text));
        assertViolation(rig, chunk, 1007, inFragmentsOfOne(text));
      }
    }
  }

  @AtEveryChunkSize
  void t87_codePointsMayLieAcrossFragments(ChunkSize chunk) throws Exception {
    byte[] text = VALID.getBytes(StandardCharsets.UTF_8);
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      link.peer().send(inFragmentsOfOne(text));
      assertArrayEquals(text, link.core().next().payload());
      link.peer().sendFrame(FIN_TEXT, text);
      assertArrayEquals(text, link.core().next().payload());
    }
  }

  @Test
  void t88_endlessEmptyFragmentsAreRefused() throws Exception {
    byte[] fragments = repeat(WireFrame.masked(WireFrame.CONTINUATION, new byte[0]), 1000);
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().sendFrame(WireFrame.TEXT, new byte[0]);
      for (int i = 0; i < MAX_EMPTY_FRAGMENTS / 1000 && link.peer().trySend(fragments); i++) {
        assertServesNewcomers(rig);
      }
      assertRefused(link);
    }
  }

  @Test
  void t89_endlessControlFramesAreRefused() throws Exception {
    byte[] pongs = repeat(WireFrame.masked(WireFrame.FIN | WireFrame.PONG, new byte[0]), 10_000);
    try (Rig rig = rig();
        Link link = rig.connect()) {
      for (int i = 0; i < MAX_CONTROL_FRAMES / 10_000 && link.peer().trySend(pongs); i++) {
        assertServesNewcomers(rig);
      }
      assertRefused(link);
    }
  }

  private static void assertBinary(byte[] bytes, Event event) {
    assertEquals(Kind.BINARY, event.kind());
    assertArrayEquals(bytes, event.payload());
  }

  private static void assertRefused(Link link) throws Exception {
    Event event = link.core().next();
    while (event.kind() == Kind.PONG) {
      event = link.core().next();
    }
    assertEquals(Kind.VIOLATION, event.kind());
    assertTrue(ENOUGH.contains(event.code()), event::toString);
    assertTrue(link.peer().ends());
  }

  private static byte[] inFragmentsOfOne(byte[] text) {
    byte[] fragments = WireFrame.masked(WireFrame.TEXT, new byte[0]);
    for (byte b : text) {
      fragments = join(fragments, WireFrame.masked(WireFrame.CONTINUATION, new byte[] {b}));
    }
    return join(fragments, WireFrame.masked(FIN_CONTINUATION, new byte[0]));
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
