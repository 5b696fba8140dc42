package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonEscape;
import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deltas that carry the length of the text with them (C-18). */
class DeltaOffsetTest {

  private static final String[] PIECES = {
    "a", "word ", "\"q\"", "\n", "\u0001", "é", "漢字", "😀", "ü".repeat(3000), "\uD83D", "\uDE00"
  };

  private static final Pattern FRAME = Pattern.compile("\\{\"d\":\"(.*)\",\"o\":(\\d+)\\}");

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final OffsetFormat format = new OffsetFormat();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("C-18 X-50: whatever the speed and the start, each delta's offset is where it ends")
  void offsetsAreEnds(long seed) {
    Random random = new Random(seed);
    LogStream<String> stream =
        new LogStream<>(
            "s", StreamOptions.STANDARD.withMergeInStep(random.nextBoolean()), ended -> {});
    List<Peer> receivers = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      stream.append(PIECES[random.nextInt(PIECES.length)]);
      switch (random.nextInt(20)) {
        case 0 -> stream.emit("e");
        case 1, 2, 3, 4 -> loop.turn();
        case 5, 6 -> receivers.forEach(peer -> peer.channel.allow(random.nextInt(3_000)));
        case 7 -> {
          if (receivers.size() < 10) {
            starts.add(random.nextBoolean() ? 0 : stream.length());
            receivers.add(joined(stream, starts.get(starts.size() - 1)));
          }
        }
        default -> {}
      }
    }
    stream.end("done");
    loop.turn();
    receivers.forEach(peer -> peer.channel.allow(Long.MAX_VALUE));
    assertEquals(List.of(), loop.errors);
    for (int i = 0; i < receivers.size(); i++) {
      assertEquals(stream.length(), lastOffset(receivers.get(i), starts.get(i)));
    }
  }

  @Test
  @DisplayName("C-18: counting the offsets takes linear time")
  void linear() {
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    Peer peer = joined(stream, 0);
    peer.channel.sinkInstead(new Discarding());
    peer.channel.allow(Long.MAX_VALUE);
    assertTimeout(
        Duration.ofSeconds(3),
        () -> {
          for (int i = 0; i < 1_000_000; i++) {
            stream.append("\n");
            if (i % 1_000 == 0) {
              loop.turn();
            }
          }
          loop.turn();
        });
    assertEquals(0, stream.length() - 1_000_000);
  }

  private Peer joined(LogStream<String> stream, long offset) {
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 100;
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, offset));
    return peer;
  }

  private static long lastOffset(Peer peer, long start) {
    long offset = start;
    for (String payload : peer.channel.frames().payloads()) {
      Matcher frame = FRAME.matcher(payload);
      if (frame.matches()) {
        byte[] escaped = frame.group(1).getBytes(StandardCharsets.UTF_8);
        offset += JsonEscape.rawLength(escaped, 0, escaped.length);
        assertEquals(offset, Long.parseLong(frame.group(2)));
      } else {
        assertTrue(payload.startsWith("{\"e\":"), payload);
      }
    }
    return offset;
  }

  /** A socket that takes everything. */
  private static final class Discarding implements FrameSink {
    @Override
    public int write(ByteBuffer frames) {
      int count = frames.remaining();
      frames.position(frames.limit());
      return count;
    }
  }
}
