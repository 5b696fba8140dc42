package dev.deltawire.server.internal.rfc6455;

import static dev.deltawire.server.internal.rfc6455.ClientFrames.concat;
import static dev.deltawire.server.internal.rfc6455.ClientFrames.frame;
import static dev.deltawire.server.internal.rfc6455.ClientFrames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MessageReaderTest {

  private static final int LIMIT = 1000;

  private final Holding holding = MemoryBudget.ofHeap().open(() -> {});
  private long now;

  private static final String LONG = "0123456789".repeat(20) + "é€😀";

  static Stream<Arguments> conversations() {
    return Stream.of(
        Arguments.of(text("hello"), List.of("text hello")),
        Arguments.of(text(""), List.of("text ")),
        Arguments.of(text(LONG), List.of("text " + LONG)),
        Arguments.of(
            concat(text("a"), text("b€"), frame(0x89, "p"), frame(0x8A, "q"), text("c")),
            List.of("text a", "text b€", "ping p", "pong q", "text c")),
        Arguments.of(
            concat(frame(0x01, "on"), frame(0x89, ""), frame(0x00, ""), frame(0x80, "e")),
            List.of("ping ", "text one")),
        Arguments.of(concat(frame(0x01, ""), frame(0x00, ""), frame(0x80, "")), List.of("text ")),
        Arguments.of(
            concat(
                frame(0x01, new byte[] {(byte) 0xE2}),
                frame(0x80, new byte[] {(byte) 0x82, (byte) 0xAC})),
            List.of("text €")),
        Arguments.of(frame(0x88, ""), List.of("close 1005 ")),
        Arguments.of(
            concat(text("x"), frame(0x88, new byte[] {0x03, (byte) 0xE8, 'b', 'y', 'e'})),
            List.of("text x", "close 1000 bye")));
  }

  @ParameterizedTest
  @MethodSource("conversations")
  @DisplayName("X-13: every conversation reads alike at every split of its bytes")
  void x13_readsAlikeAtEverySplit(byte[] wire, List<String> expected) {
    assertEquals(expected, calls(wire));
    for (int cut = 0; cut <= wire.length; cut++) {
      byte[] head = Arrays.copyOf(wire, cut);
      byte[] tail = Arrays.copyOfRange(wire, cut, wire.length);
      assertEquals(expected, calls(head, tail), "cut at " + cut);
    }
    assertEquals(expected, calls(bytewise(wire)));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      textBlock =
          """
          # reserved bits, reserved opcodes
          C1,                   violation 1002 reserved bit set
          A1,                   violation 1002 reserved bit set
          91,                   violation 1002 reserved bit set
          83,                   violation 1002 reserved opcode
          87,                   violation 1002 reserved opcode
          8B,                   violation 1002 reserved opcode
          8F,                   violation 1002 reserved opcode
          # binary: as soon as the opcode is seen
          82,                   violation 1003 text frames only
          02,                   violation 1003 text frames only
          # unmasked
          8100,                 violation 1002 unmasked frame
          8105,                 violation 1002 unmasked frame
          8900,                 violation 1002 unmasked frame
          # control frames: fragmented, too long
          09,                   violation 1002 fragmented control frame
          0A,                   violation 1002 fragmented control frame
          08,                   violation 1002 fragmented control frame
          89FE,                 violation 1002 control frame too long
          8AFF,                 violation 1002 control frame too long
          88FE,                 violation 1002 control frame too long
          # continuation order
          00,                   violation 1002 nothing to continue
          80,                   violation 1002 nothing to continue
          01800000000081,       violation 1002 message not continued
          01800000000001,       violation 1002 message not continued
          01800000000082,       violation 1002 message not continued
          # lengths: not minimal, sign bit
          81FE0000,             violation 1002 length not minimal or negative
          81FE007D,             violation 1002 length not minimal or negative
          81FF000000000000FFFF, violation 1002 length not minimal or negative
          81FF8000000000000000, violation 1002 length not minimal or negative
          81FFFFFFFFFFFFFFFFFF, violation 1002 length not minimal or negative
          # size: from the declared length, before payload
          81FE03E9,             violation 1009 message too large
          81FF0000000000010000, violation 1009 message too large
          81FF7FFFFFFFFFFFFFFF, violation 1009 message too large
          01FE03E9,             violation 1009 message too large
          # close payloads (key 0)
          88810000000003,       violation 1002 close payload of one byte
          88820000000003E7,     violation 1002 invalid close code
          88820000000003EC,     violation 1002 invalid close code
          88820000000003ED,     violation 1002 invalid close code
          88820000000003EE,     violation 1002 invalid close code
          88820000000003F7,     violation 1002 invalid close code
          88820000000003F8,     violation 1002 invalid close code
          8882000000000BB7,     violation 1002 invalid close code
          8882000000001388,     violation 1002 invalid close code
          88830000000003E8FF,   violation 1007 invalid UTF-8
          88830000000003E8C3,   violation 1007 invalid UTF-8
          # text
          818100000000FF,       violation 1007 invalid UTF-8
          818100000000C3,       violation 1007 invalid UTF-8
          81FE01F400000000FF,   violation 1007 invalid UTF-8
          """)
  @DisplayName("X-13 X-14 X-15 X-16 X-41: a breach is reported at the byte that makes it one")
  void x16_breachAtTheEarliestByte(String hex, String expected) {
    byte[] wire = HexFormat.of().parseHex(hex);
    assertEquals(List.of(expected), calls(wire));
    assertEquals(List.of(expected), calls(bytewise(wire)));
    byte[] oneLess = Arrays.copyOf(wire, wire.length - 1);
    assertEquals(List.of(), calls(oneLess), "the byte before tells nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "1000", "1001", "1002", "1003", "1007", "1011", "1012", "1013", "1014", "3000", "4999"
  })
  void x41_allowedCloseCodesPass(int code) {
    byte[] wire = frame(0x88, new byte[] {(byte) (code >> 8), (byte) code});
    assertEquals(List.of("close " + code + " "), calls(wire));
  }

  @Test
  void x14_exactlyTheLimitPasses() {
    String most = "x".repeat(LIMIT);
    assertEquals(List.of("text " + most), calls(text(most)));
    assertEquals(
        List.of("text " + most),
        calls(frame(0x01, "x".repeat(LIMIT - 1)), frame(0x00, ""), frame(0x80, "x")));
  }

  @Test
  void x14_theSumOfFragmentsCounts() {
    byte[] header = {(byte) 0x80, (byte) 0x82};
    assertEquals(
        List.of("violation 1009 message too large"),
        calls(frame(0x01, "x".repeat(LIMIT - 1)), header));
  }

  @Test
  void x14_theLimitStartsAnewWithEachMessage() {
    String most = "x".repeat(LIMIT);
    assertEquals(List.of("text " + most, "text " + most), calls(text(most), text(most)));
  }

  @Test
  void endlessEmptyFragmentsAreBounded() {
    byte[][] fragments = new byte[FrameRules.FREE_FRAGMENTS + 1][];
    Arrays.fill(fragments, frame(0x00, ""));
    fragments[0] = frame(0x01, "");
    assertEquals(List.of("violation 1008 too many fragments"), calls(fragments));
  }

  @Test
  void fragmentsOfHonestSizeAreNotBounded() {
    byte[][] fragments = new byte[FrameRules.FREE_FRAGMENTS * 3][];
    Arrays.fill(fragments, frame(0x00, "x".repeat(FrameRules.BYTES_PER_FRAGMENT)));
    fragments[0] = frame(0x01, "");
    Recorder recorder = new Recorder();
    feed(new MessageReader(new FrameRules(1 << 20, () -> now), holding), recorder, fragments);
    assertEquals(List.of(), recorder.calls);
  }

  @Test
  void aFloodOfControlFramesIsBoundedPerWindow() {
    Recorder recorder = new Recorder();
    MessageReader reader = new MessageReader(new FrameRules(LIMIT, () -> now), holding);
    for (int window = 0; window < 3; window++) {
      for (int i = 0; i < FrameRules.MAX_CONTROL_FRAMES; i++) {
        assertTrue(feed(reader, recorder, frame(i % 2 == 0 ? 0x89 : 0x8A, "")));
      }
      now += TimeUnit.SECONDS.toNanos(1);
    }
    for (int i = 0; i < FrameRules.MAX_CONTROL_FRAMES; i++) {
      assertTrue(feed(reader, recorder, frame(0x89, "")));
    }
    assertFalse(feed(reader, recorder, frame(0x89, "")));
    assertEquals(
        "violation 1008 too many control frames", recorder.calls.get(recorder.calls.size() - 1));
  }

  @Test
  void aWholeMessageIsDeliveredFromTheReadBuffer() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64).put(concat(text("one"), text("two"))).flip();
    List<ByteBuffer> seen = new ArrayList<>();
    MessageReader reader = new MessageReader(new FrameRules(LIMIT, () -> now), holding);
    WebSocketListener listener = onText(seen::add);
    assertTrue(reader.read(buffer, listener));
    assertTrue(reader.read(buffer, listener));
    assertSame(buffer, seen.get(0));
    assertSame(buffer, seen.get(1));
    assertFalse(buffer.hasRemaining());
    assertEquals(2 * 9, buffer.limit());
  }

  @Test
  void aListenerThatThrowsLeavesTheBufferUsable() {
    ByteBuffer buffer = ByteBuffer.wrap(concat(text("one"), text("two")));
    MessageReader reader = new MessageReader(new FrameRules(LIMIT, () -> now), holding);
    WebSocketListener defect =
        onText(
            utf8 -> {
              throw new IllegalStateException("defect");
            });
    assertThrows(IllegalStateException.class, () -> reader.read(buffer, defect));
    assertEquals(18, buffer.limit());
    assertEquals(9, buffer.position());
    assertEquals(List.of("text two"), callsOf(reader, buffer));
  }

  private static List<String> callsOf(MessageReader reader, ByteBuffer in) {
    Recorder recorder = new Recorder();
    reader.read(in, recorder);
    return recorder.calls;
  }

  private static WebSocketListener onText(Consumer<ByteBuffer> action) {
    return new Recorder() {
      @Override
      public void onText(ByteBuffer utf8) {
        action.accept(utf8);
      }
    };
  }

  private List<String> calls(byte[]... pieces) {
    Recorder recorder = new Recorder();
    feed(new MessageReader(new FrameRules(LIMIT, () -> now), holding), recorder, pieces);
    return recorder.calls;
  }

  /** Feeds pieces as a socket would: each in a buffer of its own, at an odd offset. */
  private static boolean feed(MessageReader reader, Recorder recorder, byte[]... pieces) {
    boolean open = true;
    for (byte[] piece : pieces) {
      ByteBuffer in = ByteBuffer.allocateDirect(piece.length + 4).position(3).put(piece);
      in.flip().position(3);
      while (open && in.hasRemaining()) {
        open = reader.read(in, recorder);
      }
    }
    return open;
  }

  private static byte[][] bytewise(byte[] wire) {
    byte[][] pieces = new byte[wire.length][];
    for (int i = 0; i < wire.length; i++) {
      pieces[i] = new byte[] {wire[i]};
    }
    return pieces;
  }
}
