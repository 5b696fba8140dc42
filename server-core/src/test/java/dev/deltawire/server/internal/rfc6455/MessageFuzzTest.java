package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc6455.MessageOracle.Heard;
import dev.deltawire.server.internal.rfc7692.Inflation;
import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
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

  /** Of all inflaters of this test, which runs on one thread. */
  private final Inflation inflation = new Inflation();

  private final Map<String, Integer> kinds = new TreeMap<>();

  @AfterEach
  void end() {
    inflation.close();
  }

  @Test
  @DisplayName("X-13 X-14 X-15 X-16 X-41: whatever comes, both hear the same at the same byte")
  void theReaderHearsWhatTheOracleHears() {
    Random seeds = new Random(SEED);
    for (int i = 0; i < STREAMS; i++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      compare(seed, random, new WireGenerator(random).stream(), Extension.NONE);
    }
    int often = STREAMS / 1000;
    assertHeard(often, "text 0", "binary 0", "ping 0", "pong 0", "close 1000", "violation 1002");
    assertHeard(often, "violation 1003", "violation 1007", "violation 1009");
  }

  @Test
  @DisplayName("X-12 X-14 X-15: whatever comes compressed, both hear the same at the same byte")
  void theReaderInflatesWhatTheOracleInflates() {
    Random seeds = new Random(SEED);
    for (int i = 0; i < STREAMS / 4; i++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      Extension extension = random.nextBoolean() ? Extension.TAKEOVER : Extension.NO_TAKEOVER;
      Deflater deflater = new Deflater(9, true);
      byte[] wire = new WireGenerator(random, deflater, extension == Extension.TAKEOVER).stream();
      deflater.end();
      compare(seed, random, wire, extension);
    }
    assertHeard(STREAMS / 100, "text 0", "binary 0", "violation 1002", "violation 1007");
    assertHeard(STREAMS / 5000, "violation 1009");
  }

  private void compare(long seed, Random random, byte[] wire, Extension extension) {
    boolean binary = random.nextInt(4) > 0;
    List<Heard> expected = MessageOracle.read(wire, MAX_MESSAGE_BYTES, binary, extension.oracle());
    assertEquals(expected, bytewise(wire, binary, extension), () -> describe(seed, wire));
    assertEquals(
        withoutPlace(expected), split(wire, binary, random, extension), () -> describe(seed, wire));
    expected.forEach(heard -> kinds.merge(heard.kind() + " " + heard.code(), 1, Integer::sum));
  }

  private void assertHeard(int moreThan, String... all) {
    for (String kind : all) {
      assertTrue(kinds.getOrDefault(kind, 0) > moreThan, () -> kind + " too seldom: " + kinds);
    }
  }

  private List<Heard> bytewise(byte[] wire, boolean binary, Extension extension) {
    Listener listener = new Listener(binary);
    byte[] unmasked = wire.clone();
    try (MessageInflater inflater = extension.inflater(inflation)) {
      MessageReader reader = reader(extension, inflater);
      boolean open = true;
      for (int i = 0; i < wire.length && open; i++) {
        listener.at = i + 1;
        open = reader.read(ByteBuffer.wrap(unmasked, i, 1), listener);
      }
    }
    return listener.heard;
  }

  private List<Heard> split(byte[] wire, boolean binary, Random random, Extension extension) {
    Listener listener = new Listener(binary);
    try (MessageInflater inflater = extension.inflater(inflation)) {
      MessageReader reader = reader(extension, inflater);
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
    }
    return listener.heard;
  }

  private static MessageReader reader(Extension extension, MessageInflater inflater) {
    return new MessageReader(
        new FrameRules(MAX_MESSAGE_BYTES, extension != Extension.NONE, () -> 0),
        inflater,
        MemoryBudget.ofHeap().open(() -> {}));
  }

  /** What was negotiated. */
  private enum Extension {
    NONE,
    TAKEOVER,
    NO_TAKEOVER;

    Optional<InflateOracle> oracle() {
      return this == NONE
          ? Optional.empty()
          : Optional.of(new InflateOracle(this == TAKEOVER, MAX_MESSAGE_BYTES));
    }

    MessageInflater inflater(Inflation inflation) {
      return new MessageInflater(inflation, this == TAKEOVER, MAX_MESSAGE_BYTES);
    }
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
