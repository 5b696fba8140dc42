package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The session hears of the end, once, whatever comes between. */
class InboundEndTest {

  private final TestLoop loop = new TestLoop();
  private final HeldTasks tasks = new HeldTasks();
  private final Peers peers = new Peers(ServerLimits.STANDARD, Dispatch.EXECUTOR, tasks);
  private final Peer peer = peers.connect(loop.loop);

  @Test
  @DisplayName("The session hears of the end last, once, and never while a message is handled")
  void endComesLast() {
    peer.says("one");
    peer.handler = message -> assertEquals(0, peer.closedCalls);
    peer.channel.terminate();
    tasks.runAll();
    assertEquals(1, peer.closedCalls);
    assertEquals(List.of(), peer.messages);
  }

  @Test
  @DisplayName("The end is told although a backlog waits")
  void endDespiteBacklog() {
    peer.channel.allowance = 10;
    peer.handler =
        message -> peer.connection.sendAll(List.of(Frame.text("long enough")).iterator());
    peer.says("list");
    tasks.runAll();
    loop.turn();
    peer.channel.terminate();
    tasks.runAll();
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("The session hears of the end, once, though the executor takes nothing any more")
  void endWithoutExecutor() {
    peer.says("one");
    tasks.rejecting = true;
    for (int i = 0; i < 40; i++) {
      peer.says("more");
    }
    tasks.runAll();
    assertEquals(41, peer.messages.size(), "the thread that has begun goes on");
    peer.channel.terminate();
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("The session hears of an end that comes while the executor refuses a message")
  void endWhileRefused() {
    Peer[] gone = new Peer[1];
    Executor ending =
        task -> {
          gone[0].channel.terminate();
          throw new RejectedExecutionException();
        };
    gone[0] = new Peers(ServerLimits.STANDARD, Dispatch.EXECUTOR, ending).connect(loop.loop);
    gone[0].says("one");
    assertEquals(1, gone[0].closedCalls);
  }

  @Test
  @DisplayName(
      "X-43: a message that the executor refuses closes its connection, which ends in order")
  void refusedMessage() {
    tasks.rejecting = true;
    peer.says("one");
    loop.turn();
    assertFalse(peer.connection.isOpen());
    peer.channel.terminate();
    assertEquals(1, peer.closedCalls);
  }

  @Test
  @DisplayName("X-41: an end for which there is no thread is told by the loop, and takes no place")
  void anEndThatIsRefusedIsToldAllTheSame() {
    BusyTurns none =
        new BusyTurns(
            turn -> {
              throw new RejectedExecutionException();
            },
            2);
    Peer peer =
        new Peers(ServerLimits.STANDARD, Peers.options(Dispatch.EXECUTOR), tasks, none)
            .connect(loop.loop);
    peer.channel.terminate();
    loop.turn();
    assertEquals(1, peer.closedCalls);
    assertEquals(0, none.begun());
  }
}
