package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Streams that keep their events. */
class ReplayTest {

  private static final StreamOptions REPLAY = StreamOptions.STANDARD.withReplay(true);

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final LogStream<String> stream = new LogStream<>("s", REPLAY, ended -> {});

  @Test
  @DisplayName("A-46: a replay begins with the first text and tells every event, then goes on live")
  void a46_replaysAll() {
    stream.append("one ");
    stream.emit("call");
    stream.append("two ");
    stream.append("three ");
    Peer peer = replay(new TestFormat());
    loop.turn();
    stream.append("four");
    stream.emit("answer");
    stream.end("done");
    loop.turn();
    assertEquals(
        List.of(
            "{\"d\":\"one \"}",
            "{\"e\":\"call\"}",
            "{\"d\":\"two three \"}",
            "{\"d\":\"four\"}",
            "{\"e\":\"answer\"}",
            "{\"e\":\"done\"}"),
        peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("A-46: what a format does not show is skipped for it alone, in a replay and live")
  void a46_skipsForOneFormat() {
    stream.emit("answered call");
    stream.append("text");
    Peer all = replay(new TestFormat());
    Peer some = replay(new TestFormat(event -> !event.equals("answered call")));
    Peer none = replay(new TestFormat(event -> false));
    loop.turn();
    stream.emit("answered call");
    stream.emit("call");
    stream.end("done");
    loop.turn();
    assertEquals(5, all.channel.frames().payloads().size());
    assertEquals(
        List.of("{\"d\":\"text\"}", "{\"e\":\"call\"}", "{\"e\":\"done\"}"),
        some.channel.frames().payloads());
    assertEquals(List.of("{\"d\":\"text\"}"), none.channel.frames().payloads());
    assertEquals(0, none.connection.receives(), "the end counts, shown or not");
  }

  @Test
  @DisplayName("A-48: a stream that has ended is replayed with its end, events only included")
  void a48_replaysAnEndedStream() {
    stream.emit("only");
    stream.end("done");
    Peer peer = replay(new TestFormat());
    loop.turn();
    assertEquals(List.of("{\"e\":\"only\"}", "{\"e\":\"done\"}"), peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("A-46: a replay needs a stream that keeps its events, and its beginning")
  void a46_refusals() {
    LogStream<String> forgetful = new LogStream<>("f", StreamOptions.STANDARD, ended -> {});
    Peer peer = peers.connect(loop.loop);
    assertThrows(
        IllegalArgumentException.class, () -> peer.connection.replay(forgetful, new TestFormat()));
    LogStream<String> shortened =
        new LogStream<>("r", REPLAY.withRetainedBytes(1 << 16), ended -> {});
    for (int i = 0; i < 100; i++) {
      shortened.append("x".repeat(4_000));
    }
    assertEquals(JoinResult.BAD_OFFSET, peer.connection.replay(shortened, new TestFormat()));
    assertEquals(JoinResult.JOINED, peer.connection.replay(stream, new TestFormat()));
    assertEquals(JoinResult.ALREADY_JOINED, peer.connection.replay(stream, new TestFormat()));
    peer.connection.close(1000, "");
    assertEquals(JoinResult.CLOSED, peer.connection.replay(stream, new TestFormat()));
  }

  @Test
  @DisplayName("A format that nobody receives any more leaves no frames behind")
  void forgetsFormats() {
    stream.emit("e".repeat(10_000));
    long before = 0;
    for (int i = 0; i < 20; i++) {
      Peer peer = replay(new TestFormat());
      loop.turn();
      peer.channel.terminate();
      before = i == 0 ? stream.memoryBytes() : before;
    }
    assertEquals(before, stream.memoryBytes());
    assertTrue(before > 10_000, "the event itself counts");
  }

  @Test
  @DisplayName("Retention: events of ended streams count once their size has shown")
  void eventsCountTowardsRetention() {
    StreamRegistry registry =
        new StreamRegistry(
            new StreamRetention(100_000, Duration.ofMinutes(10)),
            RunningText.unbounded(),
            loop.loop::nanoTime);
    for (int i = 0; i < 20; i++) {
      TextStream<String> running = registry.open("s" + i, REPLAY);
      Peer peer = peers.connect(loop.loop);
      peer.connection.replay(running, new TestFormat());
      running.emit("e".repeat(20_000));
      running.end("done");
      loop.turn();
    }
    Optional<TextStream<String>> newest = registry.find("s19");
    Optional<TextStream<String>> oldest = registry.find("s0");
    assertTrue(newest.isPresent());
    assertTrue(oldest.isEmpty());
  }

  private Peer replay(TestFormat format) {
    Peer peer = peers.connect(loop.loop);
    assertEquals(JoinResult.JOINED, peer.connection.replay(stream, format));
    return peer;
  }
}
