package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.DialectOptions.HeartbeatAction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a pong proves, and what a missing one does. */
class AcceptanceTest {

  private static final int PING = 0x9;

  private final TestLoop loop = new TestLoop();
  private final Peers peers = peers(Dispatch.INLINE, Runnable::run);

  private static Peers peers(Dispatch dispatch, Executor executor) {
    return peers(Peers.PING_INTERVAL, dispatch, executor);
  }

  private static Peers peers(Duration pingInterval, Dispatch dispatch, Executor executor) {
    DialectOptions options =
        new DialectOptions(1 << 18, pingInterval, Peers.PONG_TIMEOUT, Set.of(), dispatch)
            .withHeartbeatAction(HeartbeatAction.CLOSE)
            .withDeliveryProbe(Duration.ofSeconds(1));
    return new Peers(ServerLimits.STANDARD, options, executor);
  }

  private static Frame marked(long mark) {
    return Frame.text("frame " + mark).withMark(mark);
  }

  @Test
  @DisplayName("M-29: a marked frame is followed by a ping within the probe, another one by none")
  void m29_probesMarkedFrames() {
    Peer peer = peers.connect(loop.loop);
    peer.connection.send(Frame.text("plain"));
    loop.turn();
    loop.advanceMillis(2_000);
    assertEquals(0, pings(peer));
    peer.connection.send(marked(1));
    loop.turn();
    loop.advanceMillis(990);
    assertEquals(0, pings(peer));
    loop.advanceMillis(20);
    assertEquals(1, pings(peer));
  }

  @Test
  @DisplayName("M-28: the pong proves what was written before its ping, and nothing behind it")
  void m28_pongProvesWhatWasBeforeThePing() {
    Peer peer = peers.connect(loop.loop);
    peer.connection.send(marked(1));
    peer.connection.send(marked(2));
    loop.turn();
    loop.advanceMillis(1_010);
    peer.connection.send(marked(3));
    loop.turn();
    pong(peer);
    assertEquals(List.of(2L), peer.accepted);
    loop.advanceMillis(1_010);
    assertEquals(2, pings(peer), "the third frame has a probe of its own");
    pong(peer);
    assertEquals(List.of(2L, 3L), peer.accepted);
    loop.advanceMillis(20_000);
    assertEquals(2, pings(peer), "nothing is unproved any more");
  }

  @Test
  @DisplayName("M-28: a ping overtakes queued frames, so its pong proves none of them")
  void m28_pingAheadOfQueuedFrames() {
    Peer peer = peers.connect(loop.loop);
    peer.connection.send(marked(1));
    loop.turn();
    peer.channel.allowance = 0;
    for (int mark = 2; mark <= 9; mark++) {
      peer.connection.send(marked(mark));
    }
    loop.advanceMillis(1_010);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(9, peer.channel.frames().all().size() - pings(peer));
    assertEquals(PING, peer.channel.frames().all().get(1).opcode());
    pong(peer);
    assertEquals(List.of(1L), peer.accepted);
  }

  @Test
  @DisplayName("M-28: of a frame that is cut, the ping goes behind the rest and proves all of it")
  void m28_partlyWrittenFrame() {
    Peer peer = peers.connect(loop.loop);
    peer.connection.send(marked(1));
    loop.turn();
    peer.channel.allowance = 3;
    peer.connection.send(marked(2));
    peer.connection.send(marked(3));
    loop.turn();
    loop.advanceMillis(1_010);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(0x1, 0x1, PING, 0x1), opcodes(peer));
    pong(peer);
    assertEquals(List.of(2L), peer.accepted);
  }

  @Test
  @DisplayName(
      "M-29 X-39: while a ping is outstanding there is no second one; its deadline is kept")
  void m29_x39_deadlineAppliesToTheProbe() {
    Peer peer = peers.connect(loop.loop);
    peer.connection.send(marked(1));
    loop.turn();
    loop.advanceMillis(1_010);
    peer.connection.send(marked(2));
    loop.turn();
    loop.advanceMillis(9_900);
    assertEquals(1, pings(peer));
    assertTrue(peer.connection.isOpen());
    loop.advanceMillis(200);
    assertFalse(peer.connection.isOpen());
    assertEquals(List.of(), peer.accepted);
  }

  @Test
  @DisplayName("M-29: without a heartbeat a probe's pong is followed by no other ping")
  void m29_probesAlone() {
    Peer peer = peers(Duration.ZERO, Dispatch.INLINE, Runnable::run).connect(loop.loop);
    peer.connection.send(marked(1));
    loop.turn();
    loop.advanceMillis(1_010);
    pong(peer);
    loop.advanceMillis(100_000);
    assertEquals(1, pings(peer));
    assertTrue(peer.connection.isOpen());
  }

  @Test
  @DisplayName("M-57: no pong: close 1001 at once ahead of what waits, and no wait for the echo")
  void m57_closesOnAMissedHeartbeat() {
    Peer peer = peers.connect(loop.loop);
    loop.advanceMillis(30_130);
    peer.channel.busy = true;
    peer.connection.send(Frame.text("waits"));
    loop.advanceMillis(9_000);
    peer.channel.busy = false;
    loop.advanceMillis(1_100);
    List<Received> all = peer.channel.frames().all();
    ByteBuffer close = all.get(all.size() - 1).data();
    assertEquals(1001, close.getShort());
    assertEquals("Heartbeat timeout", StandardCharsets.UTF_8.decode(close).toString());
    assertEquals(2, all.size(), "a ping and the close");
    assertTrue(peer.channel.shutdown);
  }

  @Test
  @DisplayName("M-57: a socket that takes nothing is dropped without the close")
  void m57_dropsASocketThatIsFull() {
    Peer peer = peers.connect(loop.loop);
    loop.advanceMillis(30_130);
    peer.channel.allowance = 0;
    loop.advanceMillis(10_100);
    assertTrue(peer.channel.terminated);
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("X-68: an anonymous connection has no heartbeat until it has a principal")
  void x68_heartbeatBeginsAtAuthentication() {
    Peer peer = peers.connectAnonymously(loop.loop);
    loop.advanceMillis(100_000);
    assertEquals(0, pings(peer));
    assertTrue(peer.connection.authenticate("agent"));
    assertEquals("agent", peer.principal);
    loop.advanceMillis(29_900);
    assertEquals(0, pings(peer));
    loop.advanceMillis(200);
    assertEquals(1, pings(peer));
  }

  @Test
  @DisplayName("X-41: who authenticates while the connection closes gets no ping any more")
  void x41_authenticatedWhileClosing() {
    Peer peer = peers.connectAnonymously(loop.loop);
    peer.connection.close(1008, "too late");
    peer.connection.authenticate("agent");
    loop.advanceMillis(40_000);
    assertEquals(0, pings(peer));
  }

  @Test
  @DisplayName("M-28: on an executor the session hears marks in turn, even while a backlog waits")
  void m28_marksComeThroughTheExecutor() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Peer peer = peers(Dispatch.EXECUTOR, tasks::add).connect(loop.loop);
    peer.connection.send(marked(1));
    loop.turn();
    loop.advanceMillis(1_010);
    peer.channel.allowance = 0;
    List<String> left = new ArrayList<>();
    peer.connection.sendAll(
        List.of(marked(2), marked(3)).iterator(), () -> left.add("left at " + peer.accepted));
    loop.turn();
    peer.says("held back");
    pong(peer);
    assertEquals(List.of(), peer.accepted);
    tasks.remove().run();
    assertEquals(List.of(1L), peer.accepted);
    assertEquals(List.of(), peer.messages);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(), left);
    tasks.remove().run();
    assertEquals(List.of("left at [1]"), left);
    assertEquals(List.of("held back"), peer.messages);
  }

  @Test
  @DisplayName("M-28: a mark that was proved before the end is told before the end")
  void m28_marksBeforeTheEnd() {
    Queue<Runnable> tasks = new ArrayDeque<>();
    Peer peer = peers(Dispatch.EXECUTOR, tasks::add).connect(loop.loop);
    peer.connection.send(marked(7));
    loop.turn();
    loop.advanceMillis(1_010);
    pong(peer);
    peer.channel.terminate();
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    assertEquals(List.of(7L), peer.accepted);
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("whoever waits for a backlog hears of its end even when the connection is lost")
  void backlogOfALostConnection() {
    List<Integer> closedCalls = new ArrayList<>();
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 1;
    peer.connection.sendAll(List.of(marked(1)).iterator(), () -> closedCalls.add(peer.closedCalls));
    loop.turn();
    peer.channel.terminate();
    loop.turn();
    assertEquals(List.of(0), closedCalls, "once, before the session hears of the end");
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("a mark must be positive")
  void marksArePositive() {
    assertThrows(IllegalArgumentException.class, () -> Frame.text("").withMark(0));
  }

  private static List<Integer> opcodes(Peer peer) {
    return peer.channel.frames().all().stream().map(Received::opcode).toList();
  }

  private static int pings(Peer peer) {
    return (int) opcodes(peer).stream().filter(opcode -> opcode == PING).count();
  }

  /** Answers the newest ping. */
  private void pong(Peer peer) {
    List<Received> all = peer.channel.frames().all();
    Received ping = all.get(0);
    for (Received frame : all) {
      ping = frame.opcode() == PING ? frame : ping;
    }
    peer.channel.listener.onPong(ping.data());
    loop.turn();
  }
}
