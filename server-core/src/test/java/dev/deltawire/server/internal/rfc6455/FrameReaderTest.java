package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

  private final FrameReader reader = new FrameReader();

  @Test
  void unmasksLikeAByteByByteOracleAtEveryOffsetLengthAndSplit() {
    Random random = new Random(6455);
    for (int length = 0; length <= 40; length++) {
      byte[] plain = new byte[length];
      random.nextBytes(plain);
      byte[] wire = ClientFrames.frame(0x81, plain);
      for (int offset = 0; offset < 9; offset++) {
        for (int cut = 0; cut <= length; cut++) {
          assertArrayEquals(
              plain, unmasked(wire, length, offset, cut), length + "/" + offset + "/" + cut);
        }
      }
    }
  }

  /** Reads the header, then the payload in two pieces, each at {@code offset} of its own buffer. */
  private byte[] unmasked(byte[] wire, int length, int offset, int cut) {
    int start = wire.length - length;
    assertTrue(reader.readHeader(ByteBuffer.wrap(wire, 0, start)));
    byte[] plain = new byte[length];
    int from = 0;
    for (int to : new int[] {cut, length}) {
      ByteBuffer piece = ByteBuffer.allocate(offset + to - from + 16);
      piece.position(offset).put(wire, start + from, to - from).flip().position(offset);
      assertEquals(to - from, reader.unmask(piece));
      assertEquals(offset, piece.position());
      piece.get(plain, from, to - from);
      from = to;
    }
    assertEquals(0, reader.payloadRemaining());
    reader.nextFrame();
    return plain;
  }

  @Test
  void leavesBytesAfterThePayloadAlone() {
    byte[] wire =
        ClientFrames.concat(ClientFrames.text("abc"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    ByteBuffer in = ByteBuffer.wrap(wire);
    reader.readHeader(in);
    assertEquals(3, reader.unmask(in));
    assertArrayEquals(new byte[] {'a', 'b', 'c', 1, 2, 3, 4, 5, 6, 7, 8}, rest(in));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65535, 65536, 70000})
  void readsEveryLengthFormAByteAtATime(int length) {
    byte[] wire = ClientFrames.frame(0x89, new byte[length]);
    int headerBytes = wire.length - length;
    for (int i = 0; i < headerBytes; i++) {
      assertFalse(reader.headerComplete());
      boolean complete = reader.readHeader(ByteBuffer.wrap(wire, i, 1));
      assertEquals(i == headerBytes - 1, complete);
    }
    assertEquals(length, reader.payloadLength());
    assertEquals(FrameReader.PING, reader.opcode());
    assertTrue(reader.fin());
    assertTrue(reader.masked());
    assertTrue(reader.control());
    assertEquals(0, reader.reserved());
  }

  private static byte[] rest(ByteBuffer in) {
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    return rest;
  }
}
