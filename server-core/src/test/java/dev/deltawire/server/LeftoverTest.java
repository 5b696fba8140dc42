package dev.deltawire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Streams that the server has forgotten and that slow receivers still hold. */
class LeftoverTest {

  private static final int TEXT_BYTES = 100_000;

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final TestFormat format = new TestFormat();
  private final StreamRegistry registry =
      new StreamRegistry(
          new StreamRetention(3 * TEXT_BYTES, Duration.ofMinutes(10)),
          RunningText.unbounded(),
          loop::nowNanos);

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName("X-37: counted once for all receivers, from when it is forgotten until they have it")
  void isCountedOnce() {
    Peer quick = peers.connect(loop.loop);
    Peer slow = stalled();
    Peer slower = stalled();
    LogStream<String> first = stream("first", quick, slow, slower);
    assertEquals(0, peers.memory.heldBytes(), "retained for whoever resumes");
    forgetAll();
    long held = peers.memory.heldBytes();
    assertEquals(first.memoryBytes(), held);
    slow.channel.allow(Long.MAX_VALUE);
    assertEquals(held, peers.memory.heldBytes(), "the other one needs it");
    slower.channel.allow(Long.MAX_VALUE);
    assertEquals(0, peers.memory.heldBytes());
    assertEquals(TEXT_BYTES, slower.channel.frames().text().length());
  }

  @Test
  @DisplayName("X-37: all that one receiver piles up is counted, and its end gives it back")
  void endsGiveBack() {
    Peer slow = stalled();
    for (int i = 0; i < 20; i++) {
      stream("stream " + i, slow);
    }
    forgetAll();
    assertTrue(peers.memory.heldBytes() >= 20 * TEXT_BYTES);
    slow.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: where memory is short, who holds such streams is closed, and nobody else")
  void crowdedReceiversClose() {
    Peer slow = stalled();
    Peer quick = peers.connect(loop.loop);
    stream("first", slow, quick);
    forgetAll();
    Holding others = peers.memory.open(() -> {});
    others.known(true);
    long most = Runtime.getRuntime().maxMemory();
    slow.channel.allowance = 0;
    others.takeAnyway(1, most / 2);
    loop.turn();
    assertFalse(slow.connection.isOpen());
    assertTrue(quick.connection.isOpen());
    others.give(1, most / 2);
    slow.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: a stream that another one of its key has replaced is forgotten at its end")
  void replacedStreamsAreCounted() {
    Peer slow = stalled();
    TextStream<String> running = running("key", slow);
    registry.open("key", StreamOptions.STANDARD);
    loop.turn();
    assertEquals(0, peers.memory.heldBytes(), "it runs");
    running.end("done");
    loop.turn();
    assertTrue(peers.memory.heldBytes() >= TEXT_BYTES);
    Peer late = stalled();
    assertEquals(JoinResult.JOINED, late.connection.join(running, format, 0));
    loop.turn();
    slow.channel.terminate();
    assertTrue(peers.memory.heldBytes() >= TEXT_BYTES, "who comes late holds it, too");
    late.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: who joins while the connection is closed at once holds nothing")
  void whoJoinsMeanwhileHoldsNothing() {
    List<JoinResult> joined = new ArrayList<>();
    List<Runnable> meanwhile = new ArrayList<>();
    Peers served =
        new Peers(
            ServerLimits.STANDARD,
            Dispatch.EXECUTOR,
            task -> meanwhile.forEach(join -> CompletableFuture.runAsync(join).join()));
    Peer peer = served.connect(loop.loop);
    peer.channel.allowance = 0;
    TextStream<String> stream = registry.open("key", StreamOptions.STANDARD);
    peer.connection.sendAll(List.of(Frame.text("page")).iterator(), 0);
    peer.says("waits until the page has left, or is dropped");
    meanwhile.add(() -> joined.add(peer.connection.join(stream, format, 0)));
    peer.connection.overload();
    assertEquals(List.of(JoinResult.JOINED), joined);
    loop.turn();
    assertEquals(0, peer.connection.receives());
    stream.append("x".repeat(TEXT_BYTES));
    stream.end("done");
    peer.channel.terminate();
    forgetAll();
    assertEquals(0, served.memory.heldBytes());
    assertEquals(List.of(), served.errors);
  }

  @Test
  @DisplayName("X-37: an answer that is not read holds no stream that its peer is through with")
  void answersHoldNoStreams() throws InterruptedException {
    Peer slow = stalled();
    WeakReference<TextStream<String>> stream = readToItsEnd(slow);
    forgetAll();
    assertTrue(peers.memory.heldBytes() < TEXT_BYTES);
    for (int i = 0; i < 100 && stream.get() != null; i++) {
      System.gc();
      Thread.sleep(i);
    }
    assertNull(stream.get());
    assertTrue(peers.memory.heldBytes() > 0, "the answer waits");
  }

  /** A stream that a peer has read, but not the answer behind it. */
  private WeakReference<TextStream<String>> readToItsEnd(Peer slow) {
    TextStream<String> stream = running("read", slow);
    stream.end("done");
    slow.connection.send("answer", (text, json) -> json.raw("x".repeat(200).getBytes(UTF_8)));
    loop.turn();
    while (slow.connection.receives() > 0) {
      slow.channel.allow(100);
    }
    return new WeakReference<>(stream);
  }

  private Peer stalled() {
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 10;
    return peer;
  }

  private TextStream<String> running(String key, Peer... receivers) {
    TextStream<String> stream = registry.open(key, StreamOptions.STANDARD);
    for (Peer peer : receivers) {
      assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, 0));
    }
    stream.append("x".repeat(TEXT_BYTES));
    loop.turn();
    return stream;
  }

  private LogStream<String> stream(String key, Peer... receivers) {
    TextStream<String> stream = running(key, receivers);
    stream.end("done");
    loop.turn();
    return (LogStream<String>) stream;
  }

  /** Ends so many other streams that nothing else is retained. */
  private void forgetAll() {
    for (int i = 0; i < 5; i++) {
      stream("other " + i);
    }
  }
}
