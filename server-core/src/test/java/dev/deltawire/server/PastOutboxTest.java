package dev.deltawire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A receiver in step is written past its outbox, and never ahead of what is in there. */
class PastOutboxTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);
  private final LogStream<String> stream =
      new LogStream<>("s", StreamOptions.STANDARD, ended -> {});

  @BeforeEach
  void inStep() {
    peer.connection.join(stream, new TestFormat(), 0);
    append("first");
    assertEquals(List.of("{\"d\":\"first\"}"), payloads());
  }

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  void needsNoFill() {
    int fills = peer.channel.fills;
    append("second");
    append("third");
    assertEquals(fills, peer.channel.fills);
    assertEquals(List.of("{\"d\":\"second\"}", "{\"d\":\"third\"}"), payloads().subList(1, 3));
  }

  @Test
  @DisplayName("X-38: what was not taken past the outbox is in there, and watched")
  void shortWriteIsWatched() {
    peer.channel.allowance = 5;
    append("second");
    loop.advanceMillis(59_000);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(2_000);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-38: a channel that takes nothing past the outbox is watched, too")
  void refusalIsWatched() {
    peer.channel.busy = true;
    append("second");
    loop.advanceMillis(59_900);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(300);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-46: it goes on in the middle of a frame, and is written past the outbox again")
  void goesOnAfterShortWrite() {
    peer.channel.allowance = 5;
    append("second");
    peer.channel.allow(Long.MAX_VALUE);
    needsNoFillAfter("{\"d\":\"second\"}");
  }

  @Test
  @DisplayName("X-36: text waits for the frame that was sent before it")
  void waitsForFrames() {
    peer.connection.send(Frame.text("frame"));
    append("second");
    assertEquals(List.of("frame", "{\"d\":\"second\"}"), payloads().subList(1, 3));
  }

  @Test
  @DisplayName("X-36: text waits for the frame that its thread sent before, from outside the loop")
  void waitsForForeignFrames() throws InterruptedException {
    stream.append("second"); // signals the group ahead of the send
    Thread sender =
        new Thread(
            () -> {
              peer.connection.send(Frame.text("frame"));
              stream.append("third");
            });
    sender.start();
    sender.join();
    loop.turn();
    assertEquals(
        List.of("{\"d\":\"second\"}", "frame", "{\"d\":\"third\"}"), payloads().subList(1, 4));
  }

  @Test
  @DisplayName("X-36: a frame that arrives while text is cut short leaves behind the text's frame")
  void cutFrameIsFinishedFirst() {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    peer.channel.delay =
        () -> {
          looked.countDown();
          await(written);
        };
    Thread sender = new Thread(() -> peer.connection.send(Frame.text("frame")));
    sender.start();
    await(looked);
    peer.channel.delay = () -> {};
    peer.channel.allowance = 5;
    peer.channel.sinkInstead(
        bytes -> {
          int taken = peer.channel.take(bytes);
          written.countDown();
          join(sender);
          return taken;
        });
    append("second");
    peer.channel.allow(Long.MAX_VALUE);
    loop.turn();
    assertEquals(List.of("{\"d\":\"first\"}", "{\"d\":\"second\"}", "frame"), payloads());
  }

  @Test
  @DisplayName("X-40: text waits for the pong that the socket did not take")
  void waitsForPongs() {
    peer.channel.busy = true;
    peer.channel.listener.onPing(ByteBuffer.wrap("p".getBytes(StandardCharsets.US_ASCII)));
    peer.channel.busy = false;
    append("second");
    assertEquals(0xA, peer.channel.frames().all().get(1).opcode());
    assertEquals("{\"d\":\"second\"}", payloads().get(2));
  }

  @Test
  @DisplayName("X-41: no text behind a close frame")
  void nothingBehindClose() {
    peer.connection.close(1000, "");
    stream.append("second");
    loop.turn();
    append("third");
    int last = peer.channel.frames().all().size() - 1;
    assertEquals(0x8, peer.channel.frames().all().get(last).opcode());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void needsNoFillAfter(String written) {
    int fills = peer.channel.fills;
    append("third");
    assertEquals(fills, peer.channel.fills);
    assertEquals(List.of(written, "{\"d\":\"third\"}"), payloads().subList(1, 3));
  }

  private void append(String text) {
    stream.append(text);
    loop.turn();
  }

  private List<String> payloads() {
    return peer.channel.frames().payloads();
  }
}
