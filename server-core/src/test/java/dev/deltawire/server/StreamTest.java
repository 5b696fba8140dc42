package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.Peers.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final TestFormat format = new TestFormat();

  @Test
  @DisplayName("A receiver in step gets each append as a delta of its own")
  void inStepGetsEachAppend() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer peer = joined(stream, 0);
    stream.append("one ");
    stream.append("two ");
    loop.turn();
    stream.append("three");
    loop.turn();
    assertEquals(List.of("one ", "two ", "three"), peer.channel.frames().deltas());
    assertEquals(2, peer.channel.writes, "one write a flush");
  }

  @Test
  @DisplayName("X-47: a straggler gets one merged delta of all it missed, others notice nothing")
  void stragglerGetsMergedDelta() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer fast = joined(stream, 0);
    Peer slow = joined(stream, 0);
    stream.append("w");
    loop.turn();
    slow.channel.allowance = 4;
    for (int i = 0; i < 500; i++) {
      stream.append("word ");
      loop.turn();
    }
    slow.channel.allow(Long.MAX_VALUE);
    assertEquals(501, fast.channel.frames().deltas().size());
    int few = slow.channel.frames().deltas().size();
    assertTrue(few <= 4, "before, the one begun, the merged rest in at most two chunks");
    assertEquals(fast.channel.frames().text(), slow.channel.frames().text());
    stream.append("again");
    loop.turn();
    assertEquals("again", slow.channel.frames().deltas().get(few), "and is in step again");
  }

  @Test
  @DisplayName("X-47: no merged delta crosses an event")
  void mergeStopsAtEvents() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer peer = joined(stream, 0);
    peer.channel.allowance = 0;
    loop.turn();
    stream.append("a");
    loop.turn();
    stream.append("b");
    stream.emit("tool");
    stream.append("c");
    stream.append("d");
    stream.end("done");
    loop.turn();
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(
        List.of(
            "{\"d\":\"ab\"}", TestFormat.event("tool"), "{\"d\":\"cd\"}", TestFormat.event("done")),
        peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("H-34 X-50: a resume merges what was missed and does not repeat earlier events")
  void resumeSkipsEarlierEvents() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    stream.append("one ");
    stream.emit("tool");
    stream.append("two ");
    Peer peer = joined(stream, 2);
    stream.append("three");
    stream.emit("later");
    stream.end("done");
    loop.turn();
    assertEquals("e two three", peer.channel.frames().text());
    List<String> payloads = peer.channel.frames().payloads();
    assertEquals(TestFormat.event("later"), payloads.get(payloads.size() - 2));
    assertFalse(payloads.contains(TestFormat.event("tool")));
  }

  @Test
  @DisplayName("X-50: a finished stream gives the rest and the terminal frame at once")
  void resumeAfterEnd() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    stream.append("text");
    stream.end("done");
    Peer peer = joined(stream, 4);
    loop.turn();
    assertEquals(List.of(TestFormat.event("done")), peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-48: after the end nothing is appended and no second end counts")
  void endIsFinal() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    assertTrue(stream.end("done"));
    assertFalse(stream.end("again"));
    assertEquals(AppendResult.ENDED, stream.append("late"));
    assertEquals(AppendResult.ENDED, stream.append(new byte[] {'x'}, 0, 1));
    assertEquals(AppendResult.ENDED, stream.emit("late"));
  }

  @Test
  @DisplayName("A flush interval gathers tokens, but delays neither the first one nor the end")
  void flushInterval() {
    LogStream<String> stream =
        stream(StreamOptions.STANDARD.withFlushInterval(Duration.ofMillis(50)));
    Peer peer = joined(stream, 0);
    loop.turn();
    stream.append("first ");
    loop.turn();
    assertEquals("first ", peer.channel.frames().text());
    for (int i = 0; i < 4; i++) {
      stream.append("more ");
      loop.advanceMillis(10);
    }
    assertEquals("first ", peer.channel.frames().text());
    loop.advanceMillis(20);
    assertEquals("first more more more more ", peer.channel.frames().text());
    assertEquals(2, peer.channel.writes);
    assertEquals(5, peer.channel.frames().deltas().size(), "gathered, not merged");
    stream.append("last");
    stream.end("done");
    loop.turn();
    assertEquals("first more more more more last", peer.channel.frames().text());
  }

  @Test
  @DisplayName("X-59: a sealed text is final and can be stored before the terminal event")
  void seal() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer peer = joined(stream, 0);
    stream.append("aé\uD83D");
    stream.seal();
    assertEquals("aé\uFFFD", stream.text());
    assertEquals("\uFFFD", stream.text(3));
    assertTrue(stream.isPlace(3));
    assertTrue(stream.isPlace(6));
    assertFalse(stream.isPlace(2));
    assertFalse(stream.isPlace(7));
    assertThrows(IllegalArgumentException.class, () -> stream.text(2));
    assertThrows(IllegalArgumentException.class, () -> stream.text(7));
    assertEquals(AppendResult.ENDED, stream.append("late"));
    assertEquals(AppendResult.APPENDED, stream.emit("event"));
    assertTrue(stream.end("done"));
    loop.turn();
    assertEquals("aé\uFFFD", peer.channel.frames().text());
  }

  @Test
  @DisplayName("X-52: text over the cap is refused whole; what fits to the byte is not")
  void cap() {
    LogStream<String> stream = stream(StreamOptions.STANDARD.withMaxBytes(10));
    assertEquals(AppendResult.APPENDED, stream.append("12345678"));
    assertEquals(AppendResult.TOO_LONG, stream.append("漢"));
    assertEquals(AppendResult.APPENDED, stream.append("é"));
    assertEquals(AppendResult.TOO_LONG, stream.append(new byte[] {'x'}, 0, 1));
    assertEquals("12345678é", stream.text());
    assertEquals(10, stream.length());
  }

  @Test
  @DisplayName("X-45: halves of a code point, in characters or bytes, wait for each other")
  void splitCodePoints() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer peer = joined(stream, 0);
    stream.append("a\uD83D");
    loop.turn();
    assertEquals(List.of("a"), peer.channel.frames().deltas());
    stream.append("\uDE00b");
    byte[] emoji = "😀".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < emoji.length; i++) {
      stream.append(emoji, i, 1);
    }
    stream.append("\uD83D");
    stream.end("done");
    loop.turn();
    assertEquals("a😀b😀\uFFFD", peer.channel.frames().text());
    assertEquals("a😀b😀\uFFFD", stream.text());
  }

  @Test
  @DisplayName("X-45: an empty piece changes nothing, nor does it end the wait for a code point")
  void emptyPiece() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    byte[] emoji = "😀".getBytes(StandardCharsets.UTF_8);
    stream.append(emoji, 0, 2);
    assertEquals(AppendResult.APPENDED, stream.append(""));
    stream.append(emoji, 2, 2);
    stream.append("\uD83D");
    assertEquals(AppendResult.APPENDED, stream.append(emoji, 0, 0));
    stream.append("\uDE00");
    assertEquals("😀😀", stream.text());
  }

  @Test
  @DisplayName("X-52: half a code point that waits counts towards the cap")
  void capCountsHeldHalves() {
    LogStream<String> stream = stream(StreamOptions.STANDARD.withMaxBytes(4));
    assertEquals(AppendResult.APPENDED, stream.append("\uD83D"));
    assertEquals(AppendResult.TOO_LONG, stream.append("ab"));
    assertEquals(AppendResult.TOO_LONG, stream.append(new byte[] {'a', 'b'}, 0, 2));
    assertEquals(AppendResult.TOO_LONG, stream.append("\uDE00b"));
    assertEquals(AppendResult.APPENDED, stream.append("\uDE00"));
    assertEquals(4, stream.length());
    LogStream<String> bytes = stream(StreamOptions.STANDARD.withMaxBytes(4));
    bytes.append(new byte[] {(byte) 0xF0}, 0, 1);
    assertEquals(AppendResult.TOO_LONG, bytes.append("ab"));
    assertEquals(AppendResult.APPENDED, bytes.append("a"));
    assertEquals("\uFFFDa", bytes.text());
  }

  @Test
  @DisplayName("X-43: a format that throws closes its receivers with 1011, and nobody else's")
  void throwingFormat() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    Peer healthy = joined(stream, 0);
    Peer broken = peers.connect(loop.loop);
    broken.connection.join(stream, new ThrowingFormat(), 0);
    stream.append("text");
    stream.emit("tool");
    stream.append("more");
    loop.turn();
    assertEquals("textmore", healthy.channel.frames().text());
    assertFalse(broken.connection.isOpen());
    assertEquals(0, broken.connection.receives());
    List<ServerFrames.Received> frames = broken.channel.frames().all();
    assertEquals(0x8, frames.get(frames.size() - 1).opcode());
    assertEquals(List.of("bad format"), loop.errors.stream().map(Throwable::getMessage).toList());
  }

  @Test
  @DisplayName("Receivers of one loop share a write buffer per flush, whatever the wire formats")
  void severalFormats() {
    LogStream<String> stream = stream(StreamOptions.STANDARD);
    TestFormat other = new TestFormat();
    Peer first = joined(stream, 0);
    Peer second = peers.connect(loop.loop);
    second.connection.join(stream, other, 0);
    stream.append("text");
    stream.end("done");
    loop.turn();
    assertEquals("text", first.channel.frames().text());
    assertEquals("text", second.channel.frames().text());
  }

  @Test
  @DisplayName("Retention: memory is bounded; whoever falls behind it is closed with 1013")
  void retention() {
    StreamOptions options =
        StreamOptions.STANDARD.withMaxBytes(Long.MAX_VALUE).withRetainedBytes(1 << 18);
    LogStream<String> stream = stream(options);
    Peer fast = joined(stream, 0);
    Peer slow = joined(stream, 0);
    loop.turn();
    slow.channel.allowance = 100;
    String text = "0123456789".repeat(100);
    for (int i = 0; i < 2_000; i++) {
      assertEquals(AppendResult.APPENDED, stream.append(text));
      loop.turn();
      assertTrue(stream.memoryBytes() <= (1 << 18) + (4 << 16));
    }
    assertEquals(text.repeat(2_000), fast.channel.frames().text());
    assertFalse(slow.connection.isOpen());
    slow.channel.allow(Long.MAX_VALUE);
    ServerFrames frames = slow.channel.frames();
    assertEquals(0x8, frames.all().get(frames.all().size() - 1).opcode());
    assertTrue(fast.channel.frames().text().startsWith(frames.text()));
    assertEquals(
        JoinResult.BAD_OFFSET, peers.connect(loop.loop).connection.join(stream, format, 0));
  }

  @Test
  @DisplayName("Ended streams are found until they are too old or hold too much together")
  void registryForgets() {
    StreamRetention retention = new StreamRetention(3_000, Duration.ofSeconds(10));
    StreamRegistry registry =
        new StreamRegistry(retention, RunningText.unbounded(), loop::nowNanos);
    TextStream<String> first = ended(registry, "first", 60);
    assertSame(first, registry.<String>find("first").orElseThrow());
    ended(registry, "second", 60);
    assertEquals(Optional.empty(), registry.find("first"));
    loop.advanceMillis(9_000);
    assertTrue(registry.find("second").isPresent());
    loop.advanceMillis(2_000);
    assertEquals(Optional.empty(), registry.find("second"));
    TextStream<String> running = registry.open("second", StreamOptions.STANDARD);
    loop.advanceMillis(20_000);
    assertSame(running, registry.<String>find("second").orElseThrow());
  }

  @Test
  @DisplayName(
      "X-51: a greater cap brings the retention that keeps slow receivers; less is refused")
  void retentionFollowsCap() {
    assertEquals(6L << 30, StreamOptions.STANDARD.withMaxBytes(1 << 30).retainedBytes());
    assertEquals(
        Long.MAX_VALUE, StreamOptions.STANDARD.withMaxBytes(Long.MAX_VALUE).retainedBytes());
    assertThrows(
        IllegalArgumentException.class, () -> StreamOptions.STANDARD.withRetainedBytes(65_535));
    assertThrows(IllegalArgumentException.class, () -> StreamOptions.STANDARD.withMaxBytes(0));
  }

  @Test
  @DisplayName("A former stream of a key is not retained, whether it ends before or after the next")
  void registryForgetsReplaced() {
    StreamRegistry registry =
        new StreamRegistry(
            new StreamRetention(1 << 20, Duration.ofSeconds(10)),
            RunningText.unbounded(),
            loop::nowNanos);
    ended(registry, "other", 100);
    for (int i = 0; i < 100; i++) {
      ended(registry, "same", 20_000);
    }
    TextStream<String> former = registry.open("same", StreamOptions.STANDARD);
    former.append("x".repeat(1 << 20));
    TextStream<String> last = ended(registry, "same", 20_000);
    former.end("done");
    assertSame(last, registry.<String>find("same").orElseThrow());
    assertTrue(registry.find("other").isPresent());
  }

  private static TextStream<String> ended(StreamRegistry registry, String key, int bytes) {
    TextStream<String> stream = registry.open(key, StreamOptions.STANDARD);
    stream.append("x".repeat(bytes));
    stream.end("done");
    return stream;
  }

  /** A format that can't write events. */
  private static final class ThrowingFormat implements WireFormat<String> {
    private final DeltaTemplate template = new TestFormat().delta();

    @Override
    public DeltaTemplate delta() {
      return template;
    }

    @Override
    public void encode(String event, JsonWriter out) {
      throw new IllegalStateException("bad format");
    }
  }

  private LogStream<String> stream(StreamOptions options) {
    return new LogStream<>("s", options, ended -> {});
  }

  private Peer joined(LogStream<String> stream, long offset) {
    Peer peer = peers.connect(loop.loop);
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, offset));
    return peer;
  }
}
