package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.deltawire.server.Peers.Peer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits in an outbox for a frame serves its next receiver, and mixes nothing up. */
class QueuedFrameTest {

  private static final int PEERS = 5;
  private static final int STEPS = 3_000;

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();

  @Test
  @DisplayName("A frame that is sent again and again makes what waits for a peer once")
  void isKept() {
    Frame frame = Frame.text("hello");
    Peer peer = peers.connect(loop.loop);
    send(peer, frame);
    QueuedFrame first = frame.queueable();
    frame.keep(first);
    for (int i = 0; i < 3; i++) {
      send(peer, frame);
      send(peers.connect(loop.loop), frame);
    }
    assertSame(first, frame.queueable());
    assertNotSame(first, frame.queueable(), "nobody else has it now");
    assertEquals(List.of("hello", "hello", "hello", "hello"), peer.channel.frames().messages());
  }

  @Test
  @DisplayName("What is dropped is not used again: the rest of it may be on its way")
  void isNotKeptWhenItIsDropped() {
    Frame frame = Frame.text("hello");
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 3;
    QueuedFrame dropped = frame.queueable();
    frame.keep(dropped);
    send(peer, frame);
    peer.channel.terminate();
    assertNotSame(dropped, frame.queueable());
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("What is dropped while a sink has its bytes is not used again, though all are taken")
  void isNotKeptWhileASinkHasIt() {
    Frame frame = Frame.text("hello");
    Peer peer = peers.connect(loop.loop);
    QueuedFrame dropped = frame.queueable();
    frame.keep(dropped);
    List<QueuedFrame> next = new ArrayList<>();
    peer.channel.sinkInstead(
        bytes -> {
          int count = peer.channel.take(bytes);
          peer.channel.terminate();
          next.add(frame.queueable());
          return count;
        });
    send(peer, frame);
    assertEquals(1, next.size());
    assertNotSame(dropped, next.get(0));
    assertNotSame(dropped, frame.queueable());
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("What is kept for several peers counts once, until none of them needs it")
  void whatIsKeptCounts() {
    Frame frame = Frame.text("hello");
    Runnable first = peers.connect(loop.loop).connection.keep(frame);
    Runnable second = peers.connect(loop.loop).connection.keep(frame);
    assertEquals(frame.size(), peers.memory.heldBytes());
    first.run();
    assertEquals(frame.size(), peers.memory.heldBytes());
    second.run();
    assertEquals(0, peers.memory.heldBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @DisplayName("However peers take and go, each gets whole frames in order")
  void model(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Frame> frames =
        List.of(Frame.text("a"), Frame.text("b".repeat(500)), Frame.text("c".repeat(70_000)));
    List<Peer> open = new ArrayList<>();
    List<ByteArrayOutputStream> expected = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      while (open.size() < PEERS) {
        Peer newcomer = peers.connect(loop.loop);
        newcomer.channel.allowance = 0;
        open.add(newcomer);
        expected.add(new ByteArrayOutputStream());
      }
      int one = random.nextInt(PEERS);
      Peer peer = open.get(one);
      if (random.nextInt(100) == 0) {
        peer.channel.terminate();
        assertPrefix(expected.remove(one).toByteArray(), open.remove(one));
      } else if (random.nextBoolean()) {
        Frame frame = frames.get(random.nextInt(20) == 0 ? 2 : random.nextInt(2));
        peer.connection.send(frame);
        expected.get(one).writeBytes(frame.bytes(null));
      } else {
        peer.channel.allow(random.nextInt(random.nextBoolean() ? 10 : 200_000));
      }
      loop.turn();
    }
    for (int i = 0; i < PEERS; i++) {
      open.get(i).channel.allow(Long.MAX_VALUE);
      loop.turn();
      assertArrayEquals(expected.get(i).toByteArray(), open.get(i).channel.taken.toByteArray());
    }
    assertEquals(0, peers.memory.heldBytes());
    assertEquals(List.of(), peers.errors);
    assertEquals(List.of(), loop.errors);
  }

  private void send(Peer peer, Frame frame) {
    peer.connection.send(frame);
    loop.turn();
  }

  private static void assertPrefix(byte[] sent, Peer gone) {
    byte[] taken = gone.channel.taken.toByteArray();
    assertArrayEquals(Arrays.copyOf(sent, taken.length), taken);
  }
}
