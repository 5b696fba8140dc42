package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Endless streams, whose chunks are written again when every receiver has left them. */
class StreamMemoryTest {

  private static final StreamOptions ENDLESS =
      StreamOptions.STANDARD.withMaxBytes(Long.MAX_VALUE).withRetainedBytes(100_000);

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final TestFormat format = new TestFormat();
  private final LogStream<String> stream = new LogStream<>("s", ENDLESS, ended -> {});
  private final StringBuilder expected = new StringBuilder();

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName(
      "X-52: when running streams hold too much together, short texts go on, long ones fail")
  void x52_runningStreamsShareTheirMemory() {
    RunningText running = new RunningText(1 << 20);
    StreamRetention retention = new StreamRetention(64L << 20, Duration.ofHours(1));
    StreamRegistry registry = new StreamRegistry(retention, running, loop::nowNanos);
    TextStream<String> first = registry.open("first", StreamOptions.STANDARD);
    while (first.append("x".repeat(10_000)) == AppendResult.APPENDED) {
      assertTrue(first.length() < 1 << 21);
    }
    assertTrue(first.length() > 500_000);
    TextStream<String> other = registry.open("other", StreamOptions.STANDARD);
    assertEquals(AppendResult.APPENDED, other.append("x".repeat(60_000)));
    assertEquals(AppendResult.TOO_LONG, other.append("x".repeat(10_000)));
    assertEquals(AppendResult.TOO_LONG, other.append(new byte[10_000], 0, 10_000), "UTF-8 alike");

    first.end("failed");
    assertEquals(AppendResult.APPENDED, other.append("x".repeat(10_000)));
    other.end("done");
    assertEquals(0, running.taken());
  }

  @Test
  @DisplayName("X-52: many short texts share a bound, too, above that of long ones")
  void x52_shortTextsAreBoundedTogether() {
    RunningText running = new RunningText(1 << 20);
    StreamRegistry registry = new StreamRegistry(StreamRetention.STANDARD, running, loop::nowNanos);
    int texts = 0;
    while (registry.open("short " + texts, StreamOptions.STANDARD).append("x".repeat(60_000))
        == AppendResult.APPENDED) {
      texts++;
      assertTrue(texts < 100);
    }
    assertTrue(running.taken() >= 3 << 19, "taken " + running.taken());
    assertTrue(running.taken() < 1 << 21, "taken " + running.taken());
    assertEquals(
        AppendResult.TOO_LONG, registry.open("one more", StreamOptions.STANDARD).append("x"));
  }

  @Test
  @DisplayName("X-52: what a producer keeps beside the text counts with it until the stream ends")
  void x52_whatAProducerKeepsIsCounted() {
    RunningText running = new RunningText(1 << 20);
    StreamRegistry registry = new StreamRegistry(StreamRetention.STANDARD, running, loop::nowNanos);
    TextStream<String> first = registry.open("first", StreamOptions.STANDARD.withReplay(true));
    assertEquals(AppendResult.APPENDED, first.hold(1 << 20));
    first.append("x");
    first.emit("event");
    assertTrue(running.taken() > 1 << 20);
    assertEquals(AppendResult.TOO_LONG, first.hold(1));
    assertEquals(AppendResult.TOO_LONG, first.append("x".repeat(1 << 17)));
    TextStream<String> other = registry.open("other", StreamOptions.STANDARD);
    assertEquals(AppendResult.TOO_LONG, other.hold(1 << 17));
    assertEquals(AppendResult.APPENDED, other.hold(1 << 10));

    first.end("done");
    assertEquals(AppendResult.ENDED, first.hold(1));
    assertEquals(AppendResult.APPENDED, other.hold(1 << 17));
    other.end("done");
    assertEquals(0, running.taken());
  }

  @Test
  @DisplayName("X-50: ended streams stay as long as running ones leave them room")
  void x50_endedStreamsGiveWay() {
    StreamRetention retention = new StreamRetention(64L << 20, Duration.ofHours(1));
    StreamRegistry registry =
        new StreamRegistry(retention, new RunningText(1 << 20), loop::nowNanos);
    for (String key : List.of("first", "second")) {
      TextStream<String> ended = registry.open(key, StreamOptions.STANDARD);
      ended.append("x".repeat(100_000));
      ended.end("done");
    }
    assertTrue(registry.find("first").isPresent());
    TextStream<String> running = registry.open("running", StreamOptions.STANDARD);
    while (running.append("x".repeat(10_000)) == AppendResult.APPENDED) {
      assertTrue(running.length() < 1 << 21);
    }
    assertTrue(registry.find("first").isEmpty());
    assertTrue(registry.find("second").isEmpty());
    running.end("failed");
    TextStream<String> next = registry.open("next", StreamOptions.STANDARD);
    next.append("x");
    next.end("done");
    assertTrue(registry.find("next").isPresent(), "there is room again");
  }

  @Test
  @DisplayName("a stream that is forgotten is found no more, and another one of its key stays")
  void forgottenStreamsAreNotFound() {
    StreamRegistry registry =
        new StreamRegistry(StreamRetention.STANDARD, RunningText.unbounded(), loop::nowNanos);
    LogStream<String> running =
        (LogStream<String>) registry.<String>open("k", StreamOptions.STANDARD);
    registry.forget(running);
    assertTrue(registry.find("k").isEmpty());
    assertEquals(AppendResult.APPENDED, running.append("goes on"));
    assertNull(running.leftover());
    LogStream<String> next = (LogStream<String>) registry.<String>open("k", StreamOptions.STANDARD);
    running.end("done");
    assertNotNull(running.leftover(), "nobody keeps it");
    registry.forget(running);
    next.end("done");
    assertSame(next, registry.find("k").orElseThrow());
    registry.forget(next);
    assertTrue(registry.find("k").isEmpty());
    assertNotNull(next.leftover());
  }

  @Test
  @DisplayName("X-46: a receiver that was in step over many chunks gets the text when it falls out")
  void leavesStepAfterRecycling() {
    Peer peer = joined();
    for (int i = 0; i < 20; i++) {
      appendTokens(3_000);
      peer.channel.allowance = 20;
      appendTokens(2_500);
      peer.channel.allow(Long.MAX_VALUE);
    }
    assertEquals(expected.toString(), peer.channel.frames().text());
    assertTrue(peer.connection.isOpen());
  }

  @Test
  @DisplayName(
      "Who falls behind lets go of the text at once; the frame begun is finished, then 1013")
  void fallsBehind() {
    Peer peer = joined();
    append("first ");
    loop.turn();
    peer.channel.allowance = 9;
    appendTokens(5_000);
    assertEquals(0, peer.connection.receives(), "nothing of the stream is held");
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals("first token 0 of a stream without end; ", peer.channel.frames().text());
    assertEquals(0x8, peer.channel.frames().all().get(2).opcode());
    assertEquals(3, peer.channel.frames().all().size());
  }

  @Test
  @DisplayName("X-41: a peer's close in the midst of a delta is echoed behind that delta's end")
  void peerClosesMidFrame() {
    Peer peer = joined();
    peer.channel.allowance = 9;
    append("half");
    append("dropped");
    loop.turn();
    peer.channel.listener.onClose(1000, "");
    assertEquals(0, peer.connection.receives());
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals("half", peer.channel.frames().text());
    assertEquals(0x8, peer.channel.frames().all().get(1).opcode());
    assertTrue(peer.channel.shutdown);
  }

  @Test
  @DisplayName("A group whose last receiver has gone while it was signalled touches no text")
  void emptiedGroupReadsNothing() {
    Peer peer = joined();
    append("text");
    loop.turn();
    append("signalled");
    peer.channel.terminate();
    for (int i = 0; i < 10_000; i++) {
      append("token " + i + " of a stream without end; ");
    }
    loop.turn();
    Peer later = peers.connect(loop.loop);
    assertEquals(JoinResult.JOINED, later.connection.join(stream, format, stream.length()));
    append("again");
    loop.turn();
    assertEquals("again", later.channel.frames().text());
  }

  private void appendTokens(int count) {
    for (int i = 0; i < count; i++) {
      append("token " + i + " of a stream without end; ");
      loop.turn();
    }
  }

  private void append(String text) {
    assertEquals(AppendResult.APPENDED, stream.append(text));
    expected.append(text);
  }

  private Peer joined() {
    Peer peer = peers.connect(loop.loop);
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, 0));
    return peer;
  }
}
