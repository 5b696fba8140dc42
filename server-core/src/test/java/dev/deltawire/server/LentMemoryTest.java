package dev.deltawire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What messages wait in and short answers leave in comes back, whatever becomes of the peer. */
class LentMemoryTest {

  private final TestLoop loop = new TestLoop();
  private final HeldTasks tasks = new HeldTasks();
  private final Peers peers = new Peers(ServerLimits.STANDARD, Dispatch.EXECUTOR, tasks);
  private final Peer peer = peers.connect(loop.loop);
  private final LoopContext context = peers.contextOf(loop.loop);

  @Test
  @DisplayName("Messages of all lengths wait in order, and keep no page when they are handled")
  void pagesComeBack() {
    List<String> sent = new ArrayList<>();
    for (int length : new int[] {0, 1, 507, 508, 509, 40, 4092, 4093, 3, 9000, 2, 200_000}) {
      sent.add("x".repeat(length));
    }
    sent.forEach(peer::says);
    assertEquals(0, context.messagePages().spares(), "all are in use");
    tasks.runAll();
    assertEquals(sent, peer.messages);
    assertEquals(0, peers.memory.heldBytes());
    int pages = context.messagePages().spares();
    assertTrue(pages > 1, "short and long ones");
    sent.forEach(peer::says);
    tasks.runAll();
    assertEquals(pages, context.messagePages().spares(), "the same again, and each of them once");
  }

  @Test
  @DisplayName("A message that comes while one is handled may share its page, and stays whole")
  void pagesAreShared() {
    peer.handler =
        message -> {
          if (message.equals("one")) {
            peer.says("three");
          }
        };
    peer.says("one");
    peer.says("two");
    tasks.runAll();
    assertEquals(List.of("one", "two", "three"), peer.messages);
    assertEquals(1, context.messagePages().spares());
  }

  @Test
  @DisplayName("X-41: a peer that goes while a message is handled leaves no page behind")
  void pagesOfTheGoneComeBack() {
    peer.handler = message -> peer.channel.terminate();
    peer.says("one");
    peer.says("two");
    peer.says("x".repeat(4000));
    tasks.runAll();
    assertEquals(2, context.messagePages().spares());
    assertEquals(List.of("one"), peer.messages);
    assertEquals(1, peer.closedCalls);
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-43: a handler that throws, and an executor that refuses, keep no page")
  void pagesOfTheBrokenComeBack() {
    peer.handler =
        message -> {
          throw new IllegalStateException("a defect");
        };
    peer.says("one");
    tasks.runAll();
    assertEquals(1, context.messagePages().spares());
    Peer refused = peers.connect(loop.loop);
    tasks.rejecting = true;
    refused.says("two");
    loop.turn();
    assertFalse(refused.connection.isOpen());
    refused.channel.terminate();
    assertEquals(1, context.messagePages().spares());
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: what was dropped is not sent, though the drop itself meets a refusal")
  void droppedAnswersAreGone() {
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    stream.append("text");
    peer.channel.busy = true;
    peer.connection.join(stream, new TestFormat(), 0);
    for (int i = 0; i < 3_000; i++) {
      peer.connection.send("x".repeat(30), (text, json) -> json.string(text));
    }
    loop.turn();
    peer.says("waits until answers are taken");
    tasks.rejecting = true;
    peer.connection.overload();
    peer.channel.busy = false;
    peer.channel.flush();
    loop.turn();
    assertEquals(List.of(0x8), peer.channel.frames().all().stream().map(Received::opcode).toList());
    peer.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-41: long messages leave nothing behind, whatever ends their peer and when")
  void pagesOfLongMessagesComeBack() {
    String longest = "x".repeat(1 << 18);
    List<Consumer<Peer>> ends =
        List.of(
            one -> one.channel.terminate(),
            one -> one.connection.close(1000, ""),
            one -> one.connection.overload(),
            one -> {
              throw new IllegalStateException("a defect");
            });
    for (Consumer<Peer> end : ends) {
      Peer inHandling = peers.connect(loop.loop);
      inHandling.handler = message -> end.accept(inHandling);
      Peer waiting = peers.connect(loop.loop);
      for (Peer one : List.of(inHandling, waiting)) {
        one.says(longest);
        one.says("short");
        one.says(longest);
      }
      assertEquals(4L * longest.length() + 2L * "short".length(), peers.memory.heldBytes());
      try {
        end.accept(waiting);
      } catch (IllegalStateException defect) {
        waiting.connection.defect("here", defect);
      }
      tasks.runAll();
      loop.turn();
      waiting.channel.terminate();
      inHandling.channel.terminate();
      tasks.runAll();
      assertEquals(List.of(longest), inHandling.messages);
      assertEquals(List.of(), waiting.messages);
      assertEquals(0, peers.memory.heldBytes());
    }
  }

  @Test
  @DisplayName("A flood leaves 384 KiB of pages at most")
  void fewPagesAreKept() {
    MessagePages pages = new MessagePages();
    List<MessagePage> lent = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      lent.add(pages.take(100, true));
      lent.add(pages.take(1000, false));
    }
    lent.forEach(pages::give);
    assertEquals(256 + 64, pages.spares());
  }

  @Test
  @DisplayName("A flood leaves the answers of one busy turn, 384 KiB of them at most")
  void fewFramesAreKept() {
    LentFrames frames = new LentFrames();
    assertEquals(1024, keptAfterFlood(frames, 100));
    assertTrue(keptAfterFlood(frames, 1000) * 1000 <= 384 << 10, "kept for their bytes");
  }

  private int keptAfterFlood(LentFrames frames, int length) {
    List<LentFrame> lent = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      LentFrame frame = frames.take();
      write("x".repeat(length), frame.begin());
      lent.add(frame);
    }
    lent.forEach(frames::give);
    return frames.spares();
  }

  @Test
  @DisplayName("X-36: short answers leave in order with frames, and their memory serves the next")
  void shortAnswers() {
    peer.connection.send(Frame.text("a"));
    answer("b");
    peer.connection.send(Frame.text("c"));
    answer("d".repeat(200));
    answer("e".repeat(1021));
    answer("f".repeat(70_000));
    loop.turn();
    assertEquals(
        List.of("a", "b", "c", "d".repeat(200), "e".repeat(1021), "f".repeat(70_000)),
        peer.channel.frames().messages());
    assertEquals(0, peers.memory.heldBytes());
    int spares = context.lentFrames().spares();
    assertTrue(spares > 0, "kept");
    answer("g");
    loop.turn();
    assertEquals(spares, context.lentFrames().spares(), "used again");
  }

  @Test
  @DisplayName("X-37: a short answer that is half taken is ended, although the rest is dropped")
  void dropsWaitingAnswers() {
    peer.channel.allowance = 5;
    answer("half taken");
    answer("dropped");
    loop.turn();
    peer.connection.overload();
    assertEquals(2, context.lentFrames().spares());
    overwriteSpares();
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of("half taken"), peer.channel.frames().messages());
    assertFalse(peer.connection.isOpen());
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("Memory that gets short while a sink has an answer lends that to nobody else")
  void lendsNothingThatASinkHas() {
    Peer unknown = peers.connectAnonymously(loop.loop);
    Holding others = peers.memory.open(() -> {});
    others.known(true);
    long all = Runtime.getRuntime().maxMemory();
    List<Integer> spares = new ArrayList<>();
    unknown.channel.sinkInstead(
        frames -> {
          others.takeAnyway(all, all);
          spares.add(context.lentFrames().spares());
          others.give(all, all);
          return unknown.channel.take(frames);
        });
    unknown.connection.send("answer", LentMemoryTest::write);
    loop.turn();
    assertEquals(0, spares.get(0));
    assertEquals(List.of("answer"), unknown.channel.frames().messages());
    assertFalse(unknown.connection.isOpen(), "it lets go when the sink has returned");
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: what a peer asks for and does not read is counted, and comes back")
  void countsAnswers() {
    Peers few =
        new Peers(
            ServerLimits.builder().maxQueuedBytes(1000).build(), Dispatch.INLINE, Runnable::run);
    Peer slow = few.connect(loop.loop);
    slow.channel.allowance = 0;
    slow.channel.busy = true;
    SendResult result = SendResult.QUEUED;
    int sent = 0;
    while (result == SendResult.QUEUED) {
      result = slow.connection.send("x".repeat(98), LentMemoryTest::write);
      sent++;
    }
    assertEquals(SendResult.OVERLOADED, result);
    assertEquals(11, sent, "a hundred bytes each");
    slow.channel.terminate();
    assertEquals(11, few.contextOf(loop.loop).lentFrames().spares());
  }

  @Test
  @DisplayName("X-40: a pong goes ahead of a short answer that has not begun to leave")
  void pongsGoFirst() {
    for (int length : new int[] {1, 125, 126, 1020}) {
      peer.channel.taken.reset();
      peer.channel.busy = true;
      answer("x".repeat(length));
      peer.channel.listener.onPing(ByteBuffer.wrap("p".getBytes(UTF_8)));
      loop.turn();
      peer.channel.busy = false;
      peer.channel.flush();
      assertEquals(FrameHeader.PONG, peer.channel.frames().all().get(0).opcode(), "" + length);
    }
  }

  @Test
  @DisplayName("What an encoder throws is its caller's; a closed connection takes nothing")
  void failingEncoder() {
    assertThrows(
        IllegalStateException.class,
        () ->
            peer.connection.send(
                "x",
                (text, json) -> {
                  throw new IllegalStateException("no encoding");
                }));
    assertEquals(1, context.lentFrames().spares());
    assertTrue(peer.connection.isOpen());
    peer.channel.terminate();
    assertEquals(SendResult.CLOSED, answer("late"));
    assertEquals(1, context.lentFrames().spares());
  }

  /** Lets the memory that came back carry other frames. */
  private void overwriteSpares() {
    Peer other = peers.connect(loop.loop);
    for (int i = 0; i < 2; i++) {
      other.connection.send("#".repeat(200), LentMemoryTest::write);
    }
    loop.turn();
  }

  private SendResult answer(String text) {
    return peer.connection.send(text, LentMemoryTest::write);
  }

  private static void write(String text, JsonWriter json) {
    json.raw(text.getBytes(UTF_8));
  }
}
