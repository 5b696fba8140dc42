package dev.deltawire.server.internal.rfc6455;

import static dev.deltawire.server.internal.rfc6455.ClientFrames.concat;
import static dev.deltawire.server.internal.rfc6455.ClientFrames.frame;
import static dev.deltawire.server.internal.rfc6455.ClientFrames.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc7692.Inflation;
import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages, as a reader sees them. */
class DeflatedReaderTest {

  private static final int LIMIT = 100_000;

  private final Inflation inflation = new Inflation();

  @ParameterizedTest(name = "takeover {0}, seed {1}")
  @CsvSource({"false,1", "false,2", "false,3", "true,1", "true,2", "true,3"})
  @DisplayName(
      "X-12: whatever a compressor makes, in whatever fragments and reads, comes out plain")
  void oracle(boolean takeover, long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<String> expected = new ArrayList<>();
      byte[] wire = conversation(new Random(random.nextLong()), takeover, expected);
      assertEquals(expected, read(wire, takeover, 1 + random.nextInt(5000)));
    }
  }

  private static byte[] conversation(Random random, boolean takeover, List<String> expected) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (DeflatedMessages messages = new DeflatedMessages(random, takeover)) {
      for (int i = 0; i < 20; i++) {
        String message = message(random);
        byte[] plain = message.getBytes(StandardCharsets.UTF_8);
        boolean compressed = random.nextInt(4) > 0;
        byte[] payload = compressed ? messages.compress(plain) : plain;
        fragments(random, compressed ? 0x41 : 0x01, payload, wire, expected);
        expected.add("text " + message);
      }
    }
    return wire.toByteArray();
  }

  /** Cuts a message anywhere, with pings between the fragments. */
  private static void fragments(
      Random random, int opcode, byte[] payload, ByteArrayOutputStream wire, List<String> calls) {
    int opening = opcode;
    int at = 0;
    while (random.nextInt(3) == 0) {
      int end = at + random.nextInt(payload.length - at + 1);
      wire.writeBytes(frame(opening, Arrays.copyOfRange(payload, at, end)));
      wire.writeBytes(frame(0x89, "p" + at));
      calls.add("ping p" + at);
      opening = 0;
      at = end;
    }
    wire.writeBytes(frame(0x80 | opening, Arrays.copyOfRange(payload, at, payload.length)));
  }

  private static String message(Random random) {
    String[] words = {"word ", "漢字", "😀", "{\"type\":\"chat.delta\"}", "\n", "é"};
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(6) == 0 ? 0 : random.nextInt(random.nextBoolean() ? 30 : 3000);
    for (int i = 0; i < count; i++) {
      text.append(random.nextInt(3) == 0 ? random.nextInt() : words[random.nextInt(words.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "c107f248cdc9c90700", // §7.2.3.1
    "4103f248cd 8004c9c90700", // fragmented
    "c10b000500faff48656c6c6f00", // §7.2.3.3 stored
    "c108f348cdc9c9070000", // §7.2.3.4 final block
    "c10df24805000000ffffcac9c90700" // §7.2.3.5 two blocks
  })
  @DisplayName("RFC 7692 §7.2.3: the examples say Hello")
  void examples(String hex) {
    for (int size : new int[] {1, 3, 100}) {
      assertEquals(List.of("text Hello"), read(masked(hex), false, size));
      assertEquals(List.of("text Hello"), read(masked(hex), true, size));
    }
  }

  @Test
  @DisplayName(
      "RFC 7692 §7.2.3.2, §7.2.3.6: a message may refer to the one before, and may be empty")
  void contextAndEmptiness() {
    byte[] wire = masked("c107f248cdc9c90700 c105f200110000 c10100 c100 c105f200110000");
    assertEquals(
        List.of("text Hello", "text Hello", "text ", "text ", "text Hello"), read(wire, true, 3));
    assertEquals(
        List.of("text Hello", "violation 1007 corrupt deflate data"), read(wire, false, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "c10107,violation 1007 corrupt deflate data", // a block type that is not
    "c10700050000ff4865,violation 1007 corrupt deflate data", // a length that is not its complement
    "c108000200fdffc32800,violation 1007 invalid UTF-8",
    "e10100,violation 1002 reserved bit set",
    "d10100,violation 1002 reserved bit set",
    "c90100,violation 1002 reserved bit set",
    "c80100,violation 1002 reserved bit set",
    "4103f248cdc004c9c90700,violation 1002 reserved bit set",
    "c20100,violation 1003 text frames only"
  })
  @DisplayName("RFC 7692 §6.1: RSV1 is of first frames only; what can't be inflated is 1007")
  void breaches(String hex, String violation) {
    assertEquals(List.of(violation), read(masked(hex), false, 1));
    assertEquals(List.of(violation), read(masked(hex), true, 100));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName(
      "X-12 X-14: the limit is that of the inflated message, and nothing is inflated beyond")
  void limit(boolean takeover) {
    assertEquals(
        List.of("text " + "x".repeat(LIMIT)), read(frame(0xC1, zipped(LIMIT)), takeover, 4096));
    for (int size : new int[] {LIMIT + 1, 20_000_000, 100_000_000}) {
      assertEquals(
          List.of("violation 1009 message too large"),
          read(frame(0xC1, zipped(size)), takeover, 4096));
      assertTrue(inflation.heldBytes() <= 2 * LIMIT, "memory for " + size);
    }
  }

  @Test
  @DisplayName(
      "X-14: what can't be compressed may be as long as the limit, and endless blocks may not")
  void incompressible() {
    Random random = new Random(7);
    byte[] letters = new byte[LIMIT];
    for (int i = 0; i < LIMIT; i++) {
      letters[i] = (byte) (' ' + random.nextInt(95));
    }
    ByteBuffer stored = ByteBuffer.allocate(2 * LIMIT).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < LIMIT; at += 100) {
      stored.put((byte) 0).putShort((short) 100).putShort((short) ~100).put(letters, at, 100);
    }
    byte[] payload = Arrays.copyOf(stored.put((byte) 0).array(), stored.position());
    String message = new String(letters, StandardCharsets.US_ASCII);
    assertEquals(List.of("text " + message), read(frame(0xC1, payload), false, 4096));
    byte[] empty = new byte[2 * LIMIT]; // blocks without content
    assertEquals(
        List.of("violation 1009 message too large"), read(frame(0xC1, empty), false, 4096));
  }

  @Test
  @DisplayName("final blocks without end are refused")
  void finalBlocks() {
    byte[] blocks = new byte[2000];
    for (int i = 0; i < blocks.length; i += 2) {
      blocks[i] = 3; // an empty final block
    }
    assertEquals(
        List.of("violation 1008 too many final deflate blocks"),
        read(frame(0xC1, blocks), false, 4096));
  }

  @Test
  @DisplayName("bytes that are not compressed count for nobody's share of a turn")
  void sharesOfATurn() {
    MessageReader reader = reader(false);
    ByteBuffer in = ByteBuffer.wrap(concat(text("plain"), frame(0xC1, zipped(5000))));
    Recorder recorder = new Recorder();
    reader.beginTurn();
    assertTrue(reader.read(in, recorder));
    assertEquals(0, reader.inflatedBytes());
    assertTrue(reader.read(in, recorder));
    assertEquals(5000, reader.inflatedBytes());
    reader.beginTurn();
    assertEquals(0, reader.inflatedBytes());
  }

  private List<String> read(byte[] wire, boolean takeover, int size) {
    Recorder recorder = new Recorder();
    MessageReader reader = reader(takeover);
    boolean open = true;
    for (int at = 0; open && at < wire.length; at += size) {
      int end = Math.min(wire.length, at + size);
      ByteBuffer in = ByteBuffer.wrap(Arrays.copyOfRange(wire, at, end));
      while (open && in.hasRemaining()) {
        open = reader.read(in, recorder);
      }
    }
    return recorder.calls;
  }

  private MessageReader reader(boolean takeover) {
    return new MessageReader(
        new FrameRules(LIMIT, true, () -> 0),
        new MessageInflater(inflation, takeover, LIMIT),
        MemoryBudget.ofHeap().open(() -> {}));
  }

  private static byte[] zipped(int size) {
    Deflater deflater = new Deflater(9, true);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] plain = new byte[10_000];
    Arrays.fill(plain, (byte) 'x');
    byte[] piece = new byte[100_000];
    for (int left = size; left > 0; left -= plain.length) {
      deflater.setInput(plain, 0, Math.min(left, plain.length));
      int flush = left > plain.length ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
      out.write(piece, 0, deflater.deflate(piece, 0, piece.length, flush));
    }
    deflater.end();
    return Arrays.copyOf(out.toByteArray(), out.size() - 4);
  }

  /** Frames without masks, masked. */
  private static byte[] masked(String hex) {
    ByteBuffer frames = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    while (frames.hasRemaining()) {
      int opening = frames.get() & 0xFF;
      byte[] payload = new byte[frames.get()];
      frames.get(payload);
      wire.writeBytes(frame(opening, payload));
    }
    return wire.toByteArray();
  }
}
