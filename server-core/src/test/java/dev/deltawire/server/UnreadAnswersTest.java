package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who asks and does not read is kept waiting, not answered until it is overloaded. */
class UnreadAnswersTest {

  private static final String ANSWER = "x".repeat(10_000);
  private static final int QUESTIONS = 1000;

  private final TestLoop loop = new TestLoop();

  private Peer peer(Dispatch dispatch) {
    Peer peer = new Peers(ServerLimits.STANDARD, dispatch, loop.loop).connect(loop.loop);
    peer.handler = question -> peer.connection.send(Frame.text(ANSWER));
    return peer;
  }

  /** Asks while the socket is read; returns how many questions were read. */
  private int asks(Peer peer) {
    int asked = 0;
    while (asked < QUESTIONS && !peer.channel.suspended) {
      peer.says("question");
      loop.turn();
      asked++;
    }
    return asked;
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName("X-35 X-37: answers that are not read keep further questions waiting")
  void whoDoesNotReadWaits(Dispatch dispatch) {
    Peer peer = peer(dispatch);
    peer.channel.allowance = 0;
    assertTrue(asks(peer) < 100);
    assertTrue(peer.messages.size() < 10, "answered: " + peer.messages.size());
    assertTrue(peer.connection.isOpen());
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName("X-34: who reads on gets all answers")
  void whoReadsOnIsAnswered(Dispatch dispatch) {
    Peer peer = peer(dispatch);
    peer.channel.allowance = 0;
    int asked = asks(peer);
    peer.channel.allow(Long.MAX_VALUE);
    for (int i = 0; i < asked; i++) {
      loop.turn();
    }
    assertEquals(asked, peer.messages.size());
    assertEquals(asked, peer.channel.frames().all().size());
    assertFalse(peer.channel.suspended);
    assertEquals(QUESTIONS, asks(peer));
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName("X-37: what others send to who does not read closes it all the same")
  void whatOthersSendOverloads(Dispatch dispatch) {
    Peer peer = peer(dispatch);
    peer.channel.allowance = 0;
    asks(peer);
    while (peer.connection.send(Frame.text(ANSWER)) == SendResult.QUEUED) {
      loop.turn();
    }
    assertFalse(peer.connection.isOpen());
  }

  @Test
  @DisplayName("X-37: of a long frame that is dropped half taken, only a fragment is kept, counted")
  void theRestOfAFragmentIsCounted() {
    Peers peers = new Peers(ServerLimits.STANDARD, Dispatch.INLINE, loop.loop);
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 100;
    peer.connection.sendAll(List.of(Frame.text("x".repeat(1 << 20))).iterator(), 0);
    loop.turn();
    List<Integer> given = new ArrayList<>();
    peer.channel.sinkInstead(
        frames -> {
          given.add(frames.capacity());
          return peer.channel.take(frames);
        });
    peer.connection.overload();
    long rest = peers.memory.heldBytes();
    assertTrue(rest > 0 && rest <= Fragments.PAYLOAD, "held: " + rest);
    peer.connection.overload();
    assertEquals(rest, peers.memory.heldBytes(), "once");
    peer.channel.allow(1);
    assertEquals(rest, given.get(0).longValue(), "nothing else is kept");

    Holding others = peers.memory.open(() -> {});
    others.known(true);
    others.takeAnyway(1, Runtime.getRuntime().maxMemory() / 2);
    loop.turn();
    assertTrue(peer.channel.terminated, "who closes and holds something is told, too");
    others.give(1, Runtime.getRuntime().maxMemory() / 2);
    assertEquals(0, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-37: what was half taken when the connection was closed at once is given back")
  void theRestOfAFragmentComesBack() {
    Peers peers = new Peers(ServerLimits.STANDARD, Dispatch.INLINE, loop.loop);
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 100;
    peer.connection.send(Frame.text("x".repeat(Fragments.PAYLOAD)));
    loop.turn();
    peer.connection.overload();
    assertTrue(peers.memory.heldBytes() > 0);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(0, peers.memory.heldBytes());
    assertEquals(2, peer.channel.frames().all().size());
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName("X-37: what a page holds is counted until it has left")
  void aPageIsCountedUntilItHasLeft(Dispatch dispatch) {
    Peers peers = new Peers(ServerLimits.STANDARD, dispatch, loop.loop);
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 0;
    List<String> called = new ArrayList<>();
    Iterator<Frame> page = List.of(Frame.text("a"), Frame.text("b")).iterator();
    peer.connection.sendAll(page, 200_000, () -> called.add("left"));
    loop.turn();
    assertTrue(peers.memory.heldBytes() >= 200_000, "held: " + peers.memory.heldBytes());
    assertEquals(List.of(), called);
    peer.channel.allow(Long.MAX_VALUE);
    loop.turn();
    assertEquals(0, peers.memory.heldBytes());
    assertEquals(List.of("left"), called);
  }
}
