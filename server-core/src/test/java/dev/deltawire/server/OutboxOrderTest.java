package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves before what, when a connection with several things to send is slow. */
class OutboxOrderTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);
  private final LogStream<String> one = new LogStream<>("1", StreamOptions.STANDARD, ended -> {});
  private final LogStream<String> two = new LogStream<>("2", StreamOptions.STANDARD, ended -> {});

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName("X-40: a pong waits for the frame that is partly taken, not for all that is queued")
  void pongGoesBetweenFramesOfStraggler() {
    join(one);
    peer.channel.allowance = 5;
    for (int i = 0; i < 100; i++) {
      one.append("x".repeat(1_000));
      one.emit("e" + i);
    }
    loop.turn();
    peer.channel.listener.onPing(ByteBuffer.wrap("p".getBytes(StandardCharsets.US_ASCII)));
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(0xA, peer.channel.frames().all().get(1).opcode());
  }

  @Test
  @DisplayName("X-36: what makes a backlog's frames may join a stream for another connection")
  void backlogsOfOneConnectionFillAnother() {
    Peer other = peers.connect(loop.loop);
    one.append("text");
    WireFormat<String> format = new TestFormat();
    Iterator<Frame> frames =
        Stream.of("first", "second")
            .peek(name -> other.connection.join(one, format, 0))
            .map(Frame::text)
            .iterator();
    peer.connection.sendAll(frames, 0);
    loop.turn();
    assertEquals(List.of("first", "second"), peer.channel.frames().payloads());
    assertEquals(List.of("{\"d\":\"text\"}"), other.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-47 X-51: two streams on one slow socket cost two stretches, and merge")
  void twoStreamsMerge() {
    join(one);
    join(two);
    peer.channel.allowance = 5;
    for (int i = 0; i < 1_000; i++) {
      one.append("a");
      loop.turn();
      two.append("b");
      loop.turn();
    }
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals("a".repeat(1_000), text("a"));
    assertEquals("b".repeat(1_000), text("b"));
    assertTrue(peer.channel.frames().all().size() < 10, "" + peer.channel.frames().all().size());
  }

  @Test
  @DisplayName("X-36: an event waits for what other streams had queued, text may merge before it")
  void eventsStayBehindOtherStreams() {
    join(one);
    join(two);
    peer.channel.allowance = 5;
    one.append("a");
    loop.turn();
    two.append("b");
    loop.turn();
    one.append("a");
    one.emit("tool");
    one.append("A");
    loop.turn();
    two.append("b");
    two.end("done2");
    loop.turn();
    one.append("A");
    loop.turn();
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(
        List.of(
            "{\"d\":\"a\"}",
            "{\"d\":\"a\"}",
            "{\"d\":\"bb\"}",
            TestFormat.event("tool"),
            "{\"d\":\"AA\"}",
            TestFormat.event("done2")),
        peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-36 X-50: the text up to a join leaves before a frame that is sent after the join")
  void joinComesBeforeLaterFrames() {
    one.append("missed");
    join(one);
    peer.connection.send(Frame.text("after"));
    loop.turn();
    assertEquals(List.of("{\"d\":\"missed\"}", "after"), peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-36 X-41: text that waits for its flush leaves before a later frame, or the close")
  void flushIntervalKeepsOrder() {
    Duration interval = Duration.ofMillis(20);
    LogStream<String> paced =
        new LogStream<>("p", StreamOptions.STANDARD.withFlushInterval(interval), ended -> {});
    join(paced);
    paced.append("first ");
    loop.turn();
    paced.append("second ");
    peer.connection.send(Frame.text("frame"));
    loop.turn();
    paced.append("third");
    peer.connection.close(1000, "");
    loop.turn();
    assertEquals(
        List.of("{\"d\":\"first \"}", "{\"d\":\"second \"}", "frame", "{\"d\":\"third\"}"),
        peer.channel.frames().payloads().subList(0, 4));
  }

  @Test
  @DisplayName("X-36: text that the loop has not seen yet leaves before a frame of the loop's own")
  void unseenTextComesFirst() {
    join(one);
    one.append("text");
    peer.connection.send(Frame.text("frame"));
    loop.turn();
    assertEquals(List.of("{\"d\":\"text\"}", "frame"), peer.channel.frames().payloads());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("X-36 X-47: only text moves forward, and never over a frame or its stream's event")
  void orderHolds(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      Causes causes = new Causes(new Random(random.nextLong()));
      causes.play();
      causes.endStreams();
      causes.check();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("X-41: a close leaves behind exactly what was there before, however slow the socket")
  void closeIsLast(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      Causes causes = new Causes(new Random(random.nextLong()));
      causes.play();
      causes.close();
      causes.check();
    }
  }

  /** What is applied to one connection, one cause after the other, and checked afterwards. */
  private static final class Causes {
    private final Random random;
    private final TestLoop loop = new TestLoop();
    private final Peer peer = Peers.inline().connect(loop.loop);
    private final List<LogStream<String>> streams = new ArrayList<>();

    /** Frames and events in the order of their causes; how much text each stream had before. */
    private final Map<String, long[]> before = new LinkedHashMap<>();

    Causes(Random random) {
      this.random = random;
      for (int i = 0; i < 3; i++) {
        streams.add(new LogStream<>("" + i, StreamOptions.STANDARD, ended -> {}));
        peer.connection.join(streams.get(i), new TestFormat(), 0);
      }
      peer.channel.allowance = 0;
    }

    void play() {
      for (int i = 0; i < 200; i++) {
        step(i);
        loop.turn();
      }
    }

    void endStreams() {
      streams.forEach(stream -> cause(TestFormat.event("done" + stream.key())));
      streams.forEach(stream -> stream.end("done" + stream.key()));
      loop.turn();
    }

    void close() {
      cause(new String(CloseFrame.of(1000, "").array(), 2, 2, StandardCharsets.UTF_8));
      peer.connection.close(1000, "");
      loop.turn();
      streams.forEach(stream -> stream.append("too late"));
      loop.turn();
    }

    private void step(int i) {
      LogStream<String> stream = streams.get(random.nextInt(streams.size()));
      switch (random.nextInt(8)) {
        case 0 -> {
          cause("frame" + i);
          peer.connection.send(Frame.text("frame" + i));
        }
        case 1 -> {
          cause(TestFormat.event(stream.key() + "-" + i));
          stream.emit(stream.key() + "-" + i);
        }
        case 2 -> peer.channel.allow(random.nextInt(60));
        default -> stream.append(stream.key().repeat(1 + random.nextInt(3)));
      }
    }

    private void cause(String name) {
      before.put(name, streams.stream().mapToLong(LogStream::length).toArray());
    }

    void check() {
      peer.channel.allow(Long.MAX_VALUE);
      loop.turn();
      assertEquals(List.of(), loop.errors);
      long[] got = new long[streams.size()];
      List<String> order = new ArrayList<>();
      for (Received frame : peer.channel.frames().all()) {
        if (frame.isDelta()) {
          got[frame.text().charAt(0) - '0'] += frame.text().length();
        } else {
          order.add(frame.payload());
          checkText(frame.payload(), before.get(frame.payload()), got);
        }
      }
      assertEquals(List.copyOf(before.keySet()), order);
      assertArrayEquals(before.get(order.get(order.size() - 1)), got);
    }

    private void checkText(String name, long[] had, long[] got) {
      for (int i = 0; i < had.length; i++) {
        boolean barrier = !name.startsWith("{") || name.startsWith("{\"e\":\"" + i + "-");
        assertTrue(barrier ? got[i] == had[i] : got[i] >= had[i], name + " and stream " + i);
      }
    }
  }

  private void join(LogStream<String> stream) {
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, new TestFormat(), 0));
  }

  private String text(String of) {
    return String.join(
        "",
        peer.channel.frames().all().stream()
            .filter(Received::isDelta)
            .map(Received::text)
            .filter(text -> text.startsWith(of))
            .toList());
  }
}
