package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is appended while a group writes to its receivers, one after the other. */
class StreamRoundTest {

  private static final int RECEIVERS = 64;

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final List<Peer> receivers = new ArrayList<>();
  private Runnable onWrite = () -> {};
  private int writes;
  private int disturbances;

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName(
      "Half of the receivers get it in the write that they wait for, the others get it next")
  void joinsTheRound() {
    LogStream<String> stream = joined(StreamOptions.STANDARD);
    onWrite = () -> appendAt(RECEIVERS / 2, stream);
    stream.append("first");
    loop.turn();
    long once = receivers.stream().filter(peer -> peer.channel.writes == 1).count();
    long twice = receivers.stream().filter(peer -> peer.channel.writes == 2).count();
    assertEquals(RECEIVERS, once + twice);
    assertEquals(RECEIVERS / 2, once);
    allHave(List.of("first", "second"));
  }

  @Test
  @DisplayName("With a flush interval it waits for the next flush")
  void waitsForTheInterval() {
    LogStream<String> stream =
        joined(StreamOptions.STANDARD.withFlushInterval(Duration.ofMillis(50)));
    onWrite = () -> appendAt(RECEIVERS / 2, stream);
    stream.append("first");
    loop.turn();
    allHave(List.of("first"));
    loop.advanceMillis(60);
    allHave(List.of("first", "second"));
  }

  @Test
  @DisplayName("A terminal frame in mid-round reaches everybody, too")
  void endsInMidRound() {
    LogStream<String> stream = joined(StreamOptions.STANDARD);
    onWrite =
        () -> {
          if (writes == RECEIVERS / 2) {
            stream.end("done");
          }
        };
    stream.append("first");
    loop.turn();
    List<String> all = List.of("{\"d\":\"first\"}", TestFormat.event("done"));
    receivers.forEach(peer -> assertEquals(all, peer.channel.frames().payloads()));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("X-46 X-51: whatever happens in mid-round, everybody who stays gets all of the text")
  void nobodyIsMissed(long seed) {
    Random random = new Random(seed);
    LogStream<String> stream = joined(StreamOptions.STANDARD.withMergeInStep(seed % 2 == 0));
    StringBuilder text = new StringBuilder();
    onWrite = () -> disturb(random, stream, text);
    for (int i = 0; i < 300; i++) {
      disturbances = 50;
      append(stream, text);
      loop.turn();
      receivers.get(random.nextInt(RECEIVERS)).channel.allow(random.nextInt(400));
    }
    onWrite = () -> {};
    receivers.forEach(peer -> peer.channel.allow(Long.MAX_VALUE));
    loop.turn();
    stream.end("done");
    loop.turn();
    int left = 0;
    for (Peer peer : receivers) {
      if (!peer.channel.terminated) {
        assertEquals(text.toString(), peer.channel.frames().text());
        left++;
      }
    }
    assertTrue(left > 0, "nobody is left");
  }

  private void disturb(Random random, LogStream<String> stream, StringBuilder text) {
    if (disturbances-- <= 0) {
      return; // each brings about writes, and so others
    }
    Peer peer = receivers.get(random.nextInt(receivers.size()));
    switch (random.nextInt(100)) {
      case 0, 1, 2, 3 -> append(stream, text);
      case 4 -> stream.emit("tool");
      case 5, 6 -> peer.channel.allowance = random.nextInt(40);
      case 7 -> terminateSome(random, peer);
      default -> {}
    }
  }

  private static void terminateSome(Random random, Peer peer) {
    if (random.nextInt(8) == 0) {
      peer.connection.terminate();
    }
  }

  private static void append(LogStream<String> stream, StringBuilder text) {
    stream.append("word ");
    text.append("word ");
  }

  private void appendAt(int write, LogStream<String> stream) {
    if (writes == write) {
      stream.append("second");
    }
  }

  private LogStream<String> joined(StreamOptions options) {
    LogStream<String> stream = new LogStream<>("s", options, ended -> {});
    TestFormat format = new TestFormat();
    for (int i = 0; i < RECEIVERS; i++) {
      Peer peer = peers.connect(loop.loop);
      peer.channel.sinkInstead(
          frames -> {
            writes++;
            onWrite.run();
            return peer.channel.take(frames);
          });
      peer.connection.join(stream, format, 0);
      receivers.add(peer);
    }
    loop.turn();
    return stream;
  }

  private void allHave(List<String> deltas) {
    receivers.forEach(peer -> assertEquals(deltas, peer.channel.frames().deltas()));
  }
}
