package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.util.List;
import java.util.Random;

/** T-70 to T-79: single frames (RFC 6455 §5.2 and §5.5, X-13, X-14, X-16). */
abstract class FrameRules extends EndRules {

  static final int MAX_MESSAGE_BYTES = 1000;

  /** A mask of zeros shows the payload as it is. */
  static final String NO_MASK = "00000000";

  @AtEveryChunkSize
  void t70_textIsUnmasked(ChunkSize chunk) throws Exception {
    Random random = new Random(70);
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      link.peer().sendHex("81 85 37fa213d 7f9f4d5158"); // RFC 6455 §5.7
      assertText("Hello", link.core());
      link.peer().sendHex("81 80 " + NO_MASK);
      assertText("", link.core());
      for (int length :
          List.of(1, 2, 3, 4, 5, 7, 8, 9, 124, 125, 126, 127, 1023, 65535, 65536, 65537)) {
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        byte[] text = letters(length);
        link.peer().send(WireFrame.masked(WireFrame.FIN | WireFrame.TEXT, text, mask));
        assertArrayEquals(text, link.core().next().payload());
      }
    }
  }

  @AtEveryChunkSize
  void t71_unmaskedIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      assertViolation(rig, chunk, 1002, "81 05 48656c6c6f");
      assertViolation(rig, chunk, 1002, "81 00");
      assertViolation(rig, chunk, 1002, "89 00");
      assertViolation(rig, chunk, 1002, "88 02 03e8");
    }
  }

  @AtEveryChunkSize
  void t72_aReservedBitIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String first : List.of("c1", "a1", "91", "f1", "c9", "a8", "9a", "41")) {
        assertViolation(rig, chunk, 1002, first + "80" + NO_MASK);
      }
      assertViolation(rig, chunk, 1002, "01 80 00000000 c0 80 00000000");
    }
  }

  @AtEveryChunkSize
  void t73_aReservedOpcodeIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String first :
          List.of("83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f", "03")) {
        assertViolation(rig, chunk, 1002, first + "80" + NO_MASK);
      }
    }
  }

  @AtEveryChunkSize
  void t74_aControlFrameOver125BytesIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String first : List.of("88", "89", "8a")) {
        assertViolation(rig, chunk, 1002, first + "fe 007e" + NO_MASK);
      }
      assertViolation(rig, chunk, 1002, "89 ff 0000000000010000" + NO_MASK);
    }
  }

  @AtEveryChunkSize
  void t75_aFragmentedControlFrameIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String first : List.of("08", "09", "0a")) {
        assertViolation(rig, chunk, 1002, first + "80" + NO_MASK);
      }
    }
  }

  @AtEveryChunkSize
  void t76_aLengthThatIsNotMinimalIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      assertViolation(rig, chunk, 1002, "81 fe 0005 37fa213d 7f9f4d5158");
      assertViolation(rig, chunk, 1002, "81 fe 0000" + NO_MASK);
      assertViolation(rig, chunk, 1002, "81 fe 007d" + NO_MASK);
      assertViolation(rig, chunk, 1002, "81 ff 0000000000000005" + NO_MASK);
      assertViolation(rig, chunk, 1002, "81 ff 000000000000ffff" + NO_MASK);
    }
  }

  @AtEveryChunkSize
  void t77_aDeclaredLengthOverTheLimitIs1009BeforeThePayload(ChunkSize chunk) throws Exception {
    try (Rig rig = rig().maxMessageBytes(MAX_MESSAGE_BYTES)) {
      assertViolation(rig, chunk, 1009, "81 fe 03e9" + NO_MASK);
      assertViolation(rig, chunk, 1009, "81 ff 0000000000010000" + NO_MASK);
      assertViolation(rig, chunk, 1009, "81 ff 0000000080000000" + NO_MASK);
      assertViolation(rig, chunk, 1009, "81 ff 7fffffffffffffff" + NO_MASK);
    }
  }

  @AtEveryChunkSize
  void t78_aNegativeLengthIs1002Or1009BeforeThePayload(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String length : List.of("8000000000000000", "8000000000000005", "ffffffffffffffff")) {
        try (Link link = rig.connect()) {
          link.peer().chunked(chunk).trySend(RawPeer.hex("81 ff" + length + NO_MASK));
          Event event = link.core().next();
          assertEquals(Kind.VIOLATION, event.kind());
          assertTrue(List.of(1002, 1009).contains(event.code()), event::toString);
          assertEquals(event.code(), link.peer().frame().closeCode());
          assertTrue(link.peer().ends());
        }
      }
    }
  }

  @AtEveryChunkSize
  void t79_pingsAndPongsOfEveryLengthAreDelivered(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      for (int length : List.of(0, 1, 3, 4, 8, 124, 125)) {
        byte[] payload = new byte[length];
        new Random(79).nextBytes(payload);
        link.peer().sendPing(payload);
        assertControl(Kind.PING, payload, link.core().next());
        assertArrayEquals(payload, link.peer().frame().payload());
        link.peer().sendPong(payload);
        assertControl(Kind.PONG, payload, link.core().next());
      }
    }
  }

  static byte[] letters(int count) {
    byte[] letters = new byte[count];
    for (int i = 0; i < count; i++) {
      letters[i] = (byte) ('a' + i % 23);
    }
    return letters;
  }

  private static void assertControl(Kind kind, byte[] payload, Event event) {
    assertEquals(kind, event.kind());
    assertArrayEquals(payload, event.payload());
  }
}
