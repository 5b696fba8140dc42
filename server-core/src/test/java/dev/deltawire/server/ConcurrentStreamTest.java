package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.spi.EventLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;

/** A producer and real loop threads at full speed. */
class ConcurrentStreamTest {

  private static final int LOOPS = 2;
  private static final int RECEIVERS = 8;
  private static final int TOKENS = 60_000;

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final CountDownLatch done = new CountDownLatch(LOOPS * RECEIVERS);
  private final List<EventLoop> loops = new ArrayList<>();

  /** Who waits for a loop's receivers; each loop's own. */
  private final Map<EventLoop, List<CountDownLatch>> waiting = new ConcurrentHashMap<>();

  private volatile boolean running = true;

  @RepeatedTest(3)
  @DisplayName("X-46 X-48: every receiver on every loop gets the producer's text")
  void everyLoopGetsTheText() throws Exception {
    everyLoopGetsTheText(64L << 20, TOKENS);
  }

  @RepeatedTest(3)
  @DisplayName("X-46 X-48: so they do when chunks are written again behind the last receiver")
  void everyLoopGetsTheTextOfRecycledChunks() throws Exception {
    everyLoopGetsTheText(100_000, 5_000);
  }

  private void everyLoopGetsTheText(long retainedBytes, int burst) throws Exception {
    StreamOptions options =
        StreamOptions.STANDARD.withMaxBytes(Long.MAX_VALUE).withRetainedBytes(retainedBytes);
    LogStream<String> stream = new LogStream<>("s", options, ended -> {});
    List<Peer> peers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      threads.add(startLoop(stream, peers));
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < TOKENS; i++) {
      String token = "t" + i + (i % 50 == 0 ? " \"é😀\" " : " ");
      stream.append(token);
      expected.append(token);
      if (i % 1000 == 0) {
        stream.emit("e" + i);
      }
      if (i % burst == burst - 1) {
        awaitReceivers();
      }
    }
    stream.end("done");
    assertTrue(done.await(20, TimeUnit.SECONDS), "terminal frames missing: " + done.getCount());
    running = false;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
      thread.join();
    }
    assertEquals(List.of(), List.copyOf(errors));
    for (Peer peer : peers) {
      ServerFrames frames = peer.channel.frames();
      assertEquals(expected.toString(), frames.text());
      List<String> payloads = frames.payloads();
      assertEquals(TestFormat.event("done"), payloads.get(payloads.size() - 1));
      assertEquals(
          TOKENS / 1000, payloads.stream().filter(p -> p.startsWith("{\"e\":\"e")).count());
    }
  }

  /** Waits until every receiver has everything, so that none falls behind what is retained. */
  private void awaitReceivers() throws InterruptedException {
    CountDownLatch caughtUp = new CountDownLatch(LOOPS);
    loops.forEach(loop -> loop.execute(() -> waiting.get(loop).add(caughtUp)));
    assertTrue(caughtUp.await(20, TimeUnit.SECONDS), "receivers hang: " + errors);
  }

  private Thread startLoop(LogStream<String> stream, List<Peer> peers) throws Exception {
    Thread[] self = new Thread[1];
    EventLoop loop =
        EventLoop.create(
            () -> LockSupport.unpark(self[0]),
            System::nanoTime,
            (where, error) -> errors.add(error));
    loops.add(loop);
    waiting.put(loop, new ArrayList<>());
    TestFormat format = new TestFormat();
    List<Peer> mine = new ArrayList<>();
    for (int i = 0; i < RECEIVERS; i++) {
      mine.add(Peers.inline().connect(loop));
    }
    peers.addAll(mine);
    CountDownLatch joined = new CountDownLatch(1);
    self[0] =
        new Thread(
            () -> {
              loop.enter();
              mine.forEach(peer -> peer.connection.join(stream, format, 0));
              joined.countDown();
              run(loop, mine);
            });
    self[0].start();
    joined.await();
    return self[0];
  }

  /** Turns the loop; odd receivers take their bytes in random pieces. */
  private void run(EventLoop loop, List<Peer> mine) {
    Set<Peer> finished = new HashSet<>();
    for (int i = 1; i < mine.size(); i += 2) {
      mine.get(i).channel.allowance = 0;
    }
    while (running) {
      loop.runPending();
      for (int i = 1; i < mine.size(); i += 2) {
        mine.get(i).channel.allow(ThreadLocalRandom.current().nextInt(20_000));
      }
      for (Peer peer : mine) {
        if (peer.connection.receives() == 0 && finished.add(peer)) {
          done.countDown();
        }
      }
      if (mine.stream().noneMatch(peer -> peer.channel.left)) {
        waiting.get(loop).forEach(CountDownLatch::countDown);
        waiting.get(loop).clear();
      }
      if (loop.mayWait()) {
        LockSupport.parkNanos(100_000);
      }
      loop.waited();
    }
  }
}
