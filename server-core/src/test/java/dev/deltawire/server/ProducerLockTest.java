package dev.deltawire.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.deltawire.server.Peers.Peer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threads that come last lose their processor with a lock in hand, for which no loop waits. */
class ProducerLockTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);
  private final TestFormat format = new TestFormat();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private volatile boolean gaveUp;

  /** For whom the clock is slow. */
  private volatile Thread slow;

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @Test
  @DisplayName("X-44: who joins and leaves does not wait for a producer that is writing")
  void x44_aLoopGoesOnWhileAProducerWrites() throws Exception {
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    CompletableFuture.runAsync(() -> join(peer, stream)).join();
    Peer other = peers.connect(loop.loop);
    CompletableFuture.runAsync(() -> join(other, stream)).join();
    CompletableFuture<?> producer = CompletableFuture.runAsync(() -> stream.append(new Slow("ab")));
    begun.await();
    loop.turn();
    other.channel.listener.onDisconnected();
    assertFalse(gaveUp, "the loop has waited for the producer");
    goesOn.countDown();
    producer.get(20, SECONDS);
    loop.turn();
    assertEquals(
        List.of(TestFormat.PREFIX + "ab" + TestFormat.SUFFIX), peer.channel.frames().payloads());
  }

  @Test
  @DisplayName("X-49: who ends a stream does not wait for who looks for old ones; nothing is lost")
  void x49_anEndIsTakenNoteOfByWhoeverIsAtIt() throws Exception {
    StreamRetention none = new StreamRetention(1, Duration.ofHours(1));
    StreamRegistry registry = new StreamRegistry(none, RunningText.unbounded(), this::slowClock);
    LogStream<?> stream = (LogStream<?>) registry.open("s", StreamOptions.STANDARD);
    CompletableFuture<?> looking =
        CompletableFuture.runAsync(() -> slowly(() -> registry.find("t")));
    begun.await();
    stream.end(null);
    assertFalse(gaveUp, "who ended it has waited");
    assertNull(stream.leftover());
    goesOn.countDown();
    looking.get(20, SECONDS);
    assertNotNull(stream.leftover(), "forgotten, because it is too much to be retained");
  }

  private void join(Peer receiver, LogStream<String> stream) {
    assertEquals(JoinResult.JOINED, receiver.connection.join(stream, format, 0));
  }

  private void slowly(Runnable task) {
    slow = Thread.currentThread();
    task.run();
  }

  private long slowClock() {
    if (Thread.currentThread() == slow) {
      pause();
    }
    return loop.nowNanos();
  }

  private void pause() {
    begun.countDown();
    try {
      gaveUp = !goesOn.await(10, SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Text that takes its time to be read. */
  private final class Slow implements CharSequence {
    private final String text;

    Slow(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      pause();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
