package dev.deltawire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Holding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InboundTest {

  private static final long QUIET_MILLIS = 1000;

  private final TestLoop loop = new TestLoop();
  private final HeldTasks tasks = new HeldTasks();
  private final Peers peers = new Peers(ServerLimits.STANDARD, Dispatch.EXECUTOR, tasks);
  private final Peer peer = peers.connect(loop.loop);

  @Test
  @DisplayName("X-34: messages are handled in arrival order, one at a time")
  void inOrder() {
    List<String> sent = IntStream.range(0, 50).mapToObj(Integer::toString).toList();
    sent.forEach(peer::says);
    assertEquals(1, tasks.submitted.size(), "never two hand-overs of one connection at a time");
    tasks.runAll();
    assertEquals(sent, peer.messages);
  }

  @Test
  @DisplayName("X-35: with 64 unhandled messages the socket is not read; nothing is dropped")
  void backPressure() {
    for (int i = 0; i < 63; i++) {
      peer.says("m");
    }
    assertFalse(peer.channel.suspended);
    peer.says("m");
    assertTrue(peer.channel.suspended);
    tasks.runAll();
    loop.turn();
    assertFalse(peer.channel.suspended);
    assertEquals(64, peer.messages.size());
  }

  @Test
  @DisplayName(
      "X-41: who is told to let go of what waits is read again, so that its close is heard")
  void droppingResumesReads() {
    for (int i = 0; i < 64; i++) {
      peer.says("m");
    }
    assertTrue(peer.channel.suspended);
    Holding other = peers.memory.open(() -> {});
    other.close(); // so that nobody else can be told
    long all = Runtime.getRuntime().maxMemory();
    other.takeAnyway(all, all);
    loop.turn();
    loop.turn();
    assertFalse(peer.channel.suspended);
    assertEquals(all, peers.memory.heldBytes());
  }

  @Test
  @DisplayName("X-35: whoever has the loop read again holds nothing that the loop needs to go on")
  void theLoopIsWokenWithoutALock() {
    for (int i = 0; i < 64; i++) {
      peer.says("m");
    }
    AtomicInteger wakeups = new AtomicInteger();
    loop.wakeup =
        () -> {
          wakeups.incrementAndGet();
          CompletableFuture.runAsync(() -> peer.says("more")).orTimeout(20, SECONDS).join();
        };
    loop.loop.mayWait();
    tasks.runAll();
    loop.loop.waited();
    assertTrue(wakeups.get() > 0);
    assertEquals(64 + wakeups.get(), peer.messages.size());
  }

  @Test
  @DisplayName("X-35: large messages count by their bytes, too")
  void backPressureByBytes() {
    for (int i = 0; i < 5; i++) {
      peer.says("x".repeat(1 << 18));
    }
    assertTrue(peer.channel.suspended);
    tasks.runAll();
    loop.turn();
    assertFalse(peer.channel.suspended);
  }

  @Test
  @DisplayName("X-40: a socket that is read again and again has its pong's time all the same")
  void burstsDoNotReplaceThePong() {
    loop.advanceMillis(30_100);
    for (int second = 0; second < 9; second++) {
      fill();
      tasks.runAll();
      loop.advanceMillis(1_000);
    }
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(1_100);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-35 X-39: while the socket is not read, the pong's time stands still")
  void unreadTimeDoesNotCount() {
    loop.advanceMillis(30_100);
    loop.advanceMillis(9_000);
    fill();
    loop.advanceMillis(60_000);
    tasks.runAll();
    loop.advanceMillis(500);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(500);
    assertTrue(peer.channel.terminated);
  }

  private void fill() {
    for (int i = 0; i < 64; i++) {
      peer.says("m");
    }
    assertTrue(peer.channel.suspended);
  }

  @Test
  @DisplayName("X-41: what waits when the close is queued is not handled any more")
  void closeDropsWaiting() {
    peer.says("one");
    peer.says("two");
    peer.handler = message -> peer.connection.close(1000, "");
    tasks.runAll();
    assertEquals(List.of("one"), peer.messages);
  }

  @Test
  @DisplayName("A long message is the last of its turn: the other connections come first")
  void longMessagesHaveShortTurns() {
    for (int i = 0; i < 3; i++) {
      peer.says("x".repeat(1 << 15));
    }
    tasks.submitted.remove().run();
    assertEquals(1, peer.messages.size());
    assertEquals(1, tasks.submitted.size());
    tasks.runAll();
    assertEquals(3, peer.messages.size());
  }

  @Test
  @DisplayName("X-34: a long message has its turn among those who ask much, and keeps its place")
  void longMessagesWaitForOneAnother() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peer mixed = peers(new BusyTurns(ofBusy::add, 9)).connect(loop.loop);
    loop.advanceMillis(QUIET_MILLIS);
    String longest = "x".repeat(1 << 14);
    List<String> sent = List.of("a", longest, longest);
    sent.forEach(mixed::says);
    tasks.submitted.remove().run();
    assertEquals(List.of("a"), mixed.messages);
    assertEquals(0, tasks.submitted.size());
    ofBusy.remove().run();
    assertEquals(List.of("a", longest), mixed.messages);
    ofBusy.remove().run();
    assertEquals(0, ofBusy.size());
    assertEquals(sent, mixed.messages);
    loop.advanceMillis(2 * QUIET_MILLIS);
    mixed.says("b");
    tasks.runAll();
    assertEquals(List.of("a", longest, longest, "b"), mixed.messages, "quiet again");
  }

  @Test
  @DisplayName("Who asks much waits until the answers of those before it have left; others don't")
  void fewBusyTurnsAtATime() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peers many = peers(new BusyTurns(ofBusy::add, 1));
    Peer quiet = many.connect(loop.loop);
    loop.advanceMillis(QUIET_MILLIS);
    Peer first = many.connect(loop.loop); // newcomers have no allowance yet
    Peer second = many.connect(loop.loop);
    first.says("1");
    second.says("2");
    quiet.says("q");
    assertEquals(1, tasks.submitted.size());
    tasks.submitted.remove().run();
    assertEquals(List.of("q"), quiet.messages);
    ofBusy.remove().run();
    assertEquals(0, ofBusy.size(), "the loop has the answers of the first still to pass on");
    loop.turn();
    ofBusy.remove().run();
    assertEquals(List.of("2"), second.messages);
  }

  @Test
  @DisplayName("X-34: what a session does aside is done among the busy, before all that follows")
  void whatIsDoneAsideKeepsItsPlace() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peer peer = quietPeer(ofBusy);
    asideAt("page", peer, () -> peer.messages.add("done"));
    List.of("page", "next").forEach(peer::says);
    tasks.runAll();
    assertEquals(List.of("page"), peer.messages);
    ofBusy.remove().run();
    assertEquals(List.of("page", "done", "next"), peer.messages);
    peer.says("again");
    tasks.runAll();
    assertEquals(List.of("page", "done", "next", "again"), peer.messages, "quiet again");
    assertEquals(0, ofBusy.size());
  }

  @Test
  @DisplayName("X-35: what was said counts until what is done aside about it is done")
  void whatIsToBeDoneAsideCounts() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peers many = peers(new BusyTurns(ofBusy::add, 9));
    Peer peer = many.connect(loop.loop);
    loop.advanceMillis(QUIET_MILLIS);
    List<Long> held = new ArrayList<>();
    asideAt("page", peer, () -> held.add(many.memory.heldBytes()));
    peer.says("page");
    tasks.runAll();
    ofBusy.remove().run();
    assertEquals(List.of(4L), held);
    assertEquals(0, many.memory.heldBytes());
  }

  @Test
  @DisplayName("Who has a busy turn goes on in it: nobody keeps what was said while it waits again")
  void asideWithinABusyTurn() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peer peer = quietPeer(ofBusy);
    String longest = "x".repeat(1 << 14);
    asideAt(longest, peer, () -> peer.messages.add("done"));
    peer.says(longest);
    ofBusy.remove().run();
    assertEquals(List.of(longest, "done"), peer.messages);
    assertEquals(0, ofBusy.size());
  }

  @Test
  @DisplayName("X-41: nothing is done aside for a connection that is about to end")
  void nothingAsideForWhoHasGone() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peer peer = quietPeer(ofBusy);
    asideAt("page", peer, () -> peer.messages.add("done"));
    peer.says("page");
    tasks.runAll();
    peer.channel.terminate();
    ofBusy.remove().run();
    assertEquals(List.of("page"), peer.messages);
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("X-43: what is done aside and throws closes its connection")
  void whatIsDoneAsideMayFail() {
    Deque<Runnable> ofBusy = new ArrayDeque<>();
    Peer peer = quietPeer(ofBusy);
    asideAt(
        "page",
        peer,
        () -> {
          throw new IllegalStateException("as a test wants it");
        });
    peer.says("page");
    tasks.runAll();
    ofBusy.remove().run();
    loop.turn();
    assertTrue(peer.channel.frames().payloads().get(0).endsWith("internal error"));
  }

  @Test
  @DisplayName("A session on its loop goes on at once")
  void asideOnTheLoop() {
    Peer peer = Peers.inline().connect(loop.loop);
    asideAt("page", peer, () -> peer.messages.add("done"));
    List.of("page", "next").forEach(peer::says);
    assertEquals(List.of("page", "done", "next"), peer.messages);
  }

  /** One that may say little at once. */
  private Peer quietPeer(Deque<Runnable> ofBusy) {
    Peer peer = peers(new BusyTurns(ofBusy::add, 9)).connect(loop.loop);
    loop.advanceMillis(QUIET_MILLIS);
    return peer;
  }

  private static void asideAt(String trigger, Peer peer, Runnable work) {
    peer.handler =
        message -> {
          if (message.equals(trigger)) {
            peer.connection.continueAside(work);
          }
        };
  }

  @Test
  @DisplayName("H-28: no further message is handled until a backlog is taken; it does not overload")
  void backlogHoldsInput() {
    Frame big = Frame.text("x".repeat(1 << 20));
    peer.channel.allowance = 10;
    peer.handler =
        message -> {
          if (message.equals("list")) {
            peer.connection.sendAll(Collections.nCopies(8, big).iterator());
          }
        };
    peer.says("list");
    peer.says("next");
    tasks.runAll();
    loop.turn();
    assertEquals(List.of("list"), peer.messages);
    peer.channel.allow(Long.MAX_VALUE);
    tasks.runAll();
    assertEquals(List.of("list", "next"), peer.messages);
    assertEquals(8, peer.channel.frames().messages().size());
    assertTrue(peer.connection.isOpen());
  }

  @Test
  @DisplayName("A session may send a backlog while it is made")
  void backlogBeforeAll() {
    Peer greeted =
        peers.connect(
            loop.loop,
            connection -> {
              connection.sendAll(List.of(Frame.text("one"), Frame.text("two")).iterator());
              return SessionCalls.NO_SESSION;
            });
    loop.turn();
    assertEquals(List.of("one", "two"), greeted.channel.frames().payloads());
    assertTrue(greeted.connection.isOpen());
  }

  @Test
  @DisplayName("X-35 X-39: no pong is missed while the socket is not read")
  void heartbeatWaitsWhileSuspended() {
    for (int i = 0; i < 64; i++) {
      peer.says("m");
    }
    assertTrue(peer.channel.suspended);
    loop.advanceMillis(65_000);
    assertFalse(peer.channel.terminated);
    tasks.runAll();
    loop.advanceMillis(9_000);
    assertFalse(peer.channel.terminated, "the pong may be on its way");
    loop.advanceMillis(2_000);
    assertTrue(peer.channel.terminated);
  }

  private Peers peers(BusyTurns busyTurns) {
    return new Peers(ServerLimits.STANDARD, Peers.options(Dispatch.EXECUTOR), tasks, busyTurns);
  }
}
