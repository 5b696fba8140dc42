package dev.deltawire.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short answers to a peer who takes nothing wait outside of the heap. */
class PackedFramesTest {

  private static final String FIRST = "taken in part";

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = clogged(peers);

  /** A peer who takes two bytes of an answer, and nothing more for now. */
  private Peer clogged(Peers among) {
    Peer slow = among.connect(loop.loop);
    slow.channel.allowance = 2;
    answer(slow, FIRST);
    loop.turn();
    return slow;
  }

  private static SendResult answer(Peer to, String text) {
    return to.connection.send(text, (message, json) -> json.raw(message.getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0} bytes at a time")
  @ValueSource(ints = {1, 2, 3, 7, 126, 127, 128, 1024, 4095, 4096, 4097})
  @DisplayName("X-36 X-40: all leave in order, whole between pongs, wherever the socket stops")
  void leaveInOrder(int sip) {
    List<String> sent = new ArrayList<>(List.of(FIRST));
    for (int round = 0; round < 3; round++) {
      for (int length : new int[] {0, 1, 125, 126, 600, 1020, 1021}) {
        sent.add("x".repeat(length));
        answer(peer, sent.get(sent.size() - 1));
      }
      sent.add("a frame");
      peer.connection.send(Frame.text("a frame"));
    }
    loop.turn();
    int pings = 0;
    while (peer.channel.left) {
      if (pings < 50) {
        pings++;
        peer.channel.listener.onPing(ByteBuffer.wrap("p".getBytes(UTF_8)));
      }
      peer.channel.allow(sip);
      loop.turn();
    }
    assertEquals(sent, peer.channel.frames().messages());
    assertEquals(pings, count(FrameHeader.PONG));
    assertEquals(0, peers.memory.heldBytes());
  }

  private long count(int opcode) {
    return peer.channel.frames().all().stream().filter(one -> one.opcode() == opcode).count();
  }

  @Test
  @DisplayName("X-36: text of a stream leaves between the answers that were sent before and after")
  void streamsKeepTheirPlaces() {
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    peer.connection.join(stream, new TestFormat(), 0);
    loop.turn();
    answer(peer, "before");
    stream.append("text");
    loop.turn();
    answer(peer, "after");
    stream.end("end");
    loop.turn();
    peer.channel.allow(Long.MAX_VALUE);
    List<String> messages = peer.channel.frames().messages();
    assertEquals(List.of(FIRST, "before"), messages.subList(0, 2));
    assertTrue(messages.get(2).contains("text"), messages::toString);
    assertEquals("after", messages.get(3));
    assertEquals(5, messages.size());
  }

  @Test
  @DisplayName("They count as the pages that they lie in, and their memory serves others at once")
  void countAsPages() {
    int spares = peers.contextOf(loop.loop).lentFrames().spares();
    long before = peers.memory.heldBytes();
    IntStream.range(0, 1000).forEach(i -> answer(peer, "x".repeat(62)));
    loop.turn();
    int pages = (1000 + 63) / 64; // of 64 frames
    assertEquals(before + pages * (long) MemoryBudget.PAGE_BYTES, peers.memory.heldBytes());
    assertTrue(peers.contextOf(loop.loop).lentFrames().spares() > spares, "lent again");
    peer.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("Where frames of other kinds are between them they share pages all the same")
  void shareAPage() {
    List<String> sent = new ArrayList<>(List.of(FIRST));
    int others = 0;
    for (int i = 0; i < 100; i++) {
      Frame other = Frame.text("frame " + i);
      peer.connection.send(other);
      answer(peer, "answer " + i);
      sent.addAll(List.of("frame " + i, "answer " + i));
      others += other.size();
    }
    loop.turn();
    long held = peers.memory.heldBytes() - others;
    assertTrue(held < 2L * MemoryBudget.PAGE_BYTES, "in " + held + " bytes");
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(sent, peer.channel.frames().messages());
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: they count by their bytes for the peer's bound, until they are taken")
  void countForTheBound() {
    Peers few =
        new Peers(
            ServerLimits.builder().maxQueuedBytes(1000).build(), Dispatch.INLINE, Runnable::run);
    Peer slow = clogged(few);
    answer(slow, "x".repeat(900));
    slow.channel.allow(Long.MAX_VALUE);
    slow.channel.allowance = 0;
    answer(slow, "");
    loop.turn();
    IntStream.range(0, 9).forEach(i -> answer(slow, "x".repeat(98)));
    assertEquals(SendResult.QUEUED, answer(slow, "x".repeat(94)));
    assertEquals(SendResult.OVERLOADED, answer(slow, "x"));
  }

  @ParameterizedTest(name = "{0} bytes later")
  @ValueSource(ints = {0, 13, 14, 20, 5000})
  @DisplayName("X-37: of what is dropped the frame is ended that is half taken")
  void areDropped(int later) {
    IntStream.range(0, 500).forEach(i -> answer(peer, "an answer"));
    loop.turn();
    peer.channel.allow(later);
    peer.connection.overload();
    peer.channel.allow(Long.MAX_VALUE);
    List<Received> frames = peer.channel.frames().all();
    List<String> messages = peer.channel.frames().messages();
    assertEquals(FrameHeader.CLOSE, frames.get(frames.size() - 1).opcode());
    assertTrue(messages.size() <= 1 + (later + 10) / 11, "dropped");
    assertTrue(messages.stream().skip(1).allMatch("an answer"::equals), messages::toString);
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("Where no page is left they wait in the heap")
  void waitWithoutPages() {
    Holding others = peers.memory.open(() -> {});
    long all = Runtime.getRuntime().maxMemory();
    others.takeAnyway(all, all);
    answer(peer, "one more");
    loop.turn();
    others.give(all, all);
    assertFalse(peers.memory.heldBytes() >= MemoryBudget.PAGE_BYTES, "no page");
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(FIRST, "one more"), peer.channel.frames().messages());
  }
}
