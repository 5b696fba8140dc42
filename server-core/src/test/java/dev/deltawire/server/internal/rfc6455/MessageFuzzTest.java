package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc6455.MessageOracle.Heard;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random and damaged streams: the reader and the {@link MessageOracle} hear the same, at the same
 * byte, and however the stream is split.
 *
 * <p>{@code -Ddeltawire.fuzz.streams=10000000} makes it as thorough as wanted, {@code
 * -Ddeltawire.fuzz.seed} another run.
 */
class MessageFuzzTest {

  private static final int STREAMS = Integer.getInteger("deltawire.fuzz.streams", 100_000);
  private static final long SEED = Long.getLong("deltawire.fuzz.seed", 6455);
  private static final int MAX_MESSAGE_BYTES = 250;

  @Test
  @DisplayName("X-13 X-14 X-15 X-16 X-41: whatever comes, both hear the same at the same byte")
  void theReaderHearsWhatTheOracleHears() {
    Random seeds = new Random(SEED);
    Map<String, Integer> kinds = new TreeMap<>();
    for (int i = 0; i < STREAMS; i++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      byte[] wire = new WireGenerator(random).stream();
      boolean binary = random.nextInt(4) > 0;
      List<Heard> expected = MessageOracle.read(wire, MAX_MESSAGE_BYTES, binary);
      assertEquals(expected, bytewise(wire, binary), () -> describe(seed, wire));
      assertEquals(withoutPlace(expected), split(wire, binary, random), () -> describe(seed, wire));
      expected.forEach(heard -> kinds.merge(heard.kind() + " " + heard.code(), 1, Integer::sum));
    }
    for (String kind :
        List.of("text 0", "binary 0", "ping 0", "pong 0", "close 1000", "violation 1002")) {
      assertTrue(kinds.getOrDefault(kind, 0) > STREAMS / 500, () -> "too seldom: " + kinds);
    }
    for (int code : new int[] {1003, 1007, 1009}) {
      assertTrue(kinds.getOrDefault("violation " + code, 0) > STREAMS / 1000, kinds::toString);
    }
  }

  private static List<Heard> bytewise(byte[] wire, boolean binary) {
    Listener listener = new Listener(binary);
    MessageReader reader = reader();
    byte[] unmasked = wire.clone();
    boolean open = true;
    for (int i = 0; i < wire.length && open; i++) {
      listener.at = i + 1;
      open = reader.read(ByteBuffer.wrap(unmasked, i, 1), listener);
    }
    return listener.heard;
  }

  private static List<Heard> split(byte[] wire, boolean binary, Random random) {
    Listener listener = new Listener(binary);
    MessageReader reader = reader();
    boolean open = true;
    for (int from = 0; from < wire.length && open; ) {
      int count = 1 + random.nextInt(wire.length - from);
      ByteBuffer in = ByteBuffer.allocate(count + 3).position(3).put(wire, from, count);
      in.flip().position(3);
      while (open && in.hasRemaining()) {
        open = reader.read(in, listener);
      }
      from += count;
    }
    return listener.heard;
  }

  private static MessageReader reader() {
    return new MessageReader(
        new FrameRules(MAX_MESSAGE_BYTES, () -> 0), MemoryBudget.ofHeap().open(() -> {}));
  }

  private static List<Heard> withoutPlace(List<Heard> heard) {
    return heard.stream().map(h -> new Heard(h.kind(), h.code(), h.payload(), 0)).toList();
  }

  private static String describe(long seed, byte[] wire) {
    return "seed " + seed + ": " + HexFormat.of().formatHex(wire);
  }

  /** Writes down what it hears as the oracle does. */
  private static final class Listener extends Recorder {
    private final boolean binary;
    private final List<Heard> heard = new ArrayList<>();
    private int at;

    Listener(boolean binary) {
      this.binary = binary;
    }

    @Override
    public boolean takesBinary() {
      return binary;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      hear("text", 0, utf8);
    }

    @Override
    public void onBinary(ByteBuffer payload) {
      hear("binary", 0, payload);
    }

    @Override
    public void onPing(ByteBuffer payload) {
      hear("ping", 0, payload);
    }

    @Override
    public void onPong(ByteBuffer payload) {
      hear("pong", 0, payload);
    }

    @Override
    public void onClose(int code, String reason) {
      hear("close", code, StandardCharsets.UTF_8.encode(reason));
    }

    @Override
    public void onViolation(ProtocolViolation violation) {
      hear("violation", violation.closeCode(), ByteBuffer.allocate(0));
    }

    private void hear(String kind, int code, ByteBuffer payload) {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(payload.position(), bytes);
      heard.add(new Heard(kind, code, hex(bytes), at));
    }
  }
}
