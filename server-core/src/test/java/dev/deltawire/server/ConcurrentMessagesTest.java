package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.Session;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that talk, are answered and go at any time, while threads handle what they have said. */
@Timeout(60)
class ConcurrentMessagesTest {

  private static final int PEERS = 12;
  private static final int MESSAGES = 60_000;
  private static final int LONGEST = 1500;

  private final SplittableRandom random = new SplittableRandom(7);
  private final ServerThreads threads = new ServerThreads();
  private final ExecutorService quiet = threads.workers("messages-quiet-");
  private final ExecutorService busy = threads.workers("messages-busy-");
  private final ScheduledExecutorService scheduler = ServerThreads.scheduler();
  private final BusyTurns turns = ServerThreads.busy(busy, scheduler, System::nanoTime).turns();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
  private final EventLoop loop =
      EventLoop.create(() -> {}, System::nanoTime, (where, error) -> failures.add(error));
  private final Peers peers =
      new Peers(ServerLimits.STANDARD, Peers.options(Dispatch.EXECUTOR), quiet, turns);
  private final List<Talking> all = new ArrayList<>();
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();

  @AfterEach
  void end() {
    quiet.shutdownNow();
    busy.shutdownNow();
    scheduler.shutdownNow();
    threads.close();
  }

  @Test
  @DisplayName(
      "X-34 X-41: each session reads its own peer's words, all and in order, until it goes")
  void nobodyReadsAnothersWords() {
    loop.enter();
    List<Talking> open = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      if (open.size() < PEERS) {
        open.add(new Talking());
      }
      Talking one = open.get(random.nextInt(open.size()));
      one.talk();
      if (random.nextInt(500) == 0) {
        open.remove(one);
        one.peer.channel.terminate();
      }
      loop.runPending();
    }
    open.forEach(one -> until(() -> one.handled.get() == one.said));
    open.forEach(one -> one.peer.channel.terminate());
    until(() -> all.stream().allMatch(one -> one.ends.get() == 1));
    all.forEach(Talking::checkAnswers);
    assertEquals(Set.of(), wrong);
    assertEquals(List.of(), failures);
    assertEquals(List.of(), peers.errors);
    until(() -> peers.memory.heldBytes() == 0);
    until(() -> turns.begun() == 0);
  }

  private void until(BooleanSupplier done) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!done.getAsBoolean()) {
      loop.runPending();
      assertTrue(System.nanoTime() < end, "nothing moves");
    }
  }

  /** A peer whose messages are one character many times over, and numbered. */
  private final class Talking implements Session {
    private final int mark = '0' + all.size() % 64;
    private final Peers.Peer peer = peers.connect(loop, this::open);
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private int said;
    private Connection connection;

    Talking() {
      all.add(this);
    }

    private Session open(Connection opened) {
      connection = opened;
      return this;
    }

    void talk() {
      if (peer.channel.suspended) {
        return;
      }
      ByteBuffer text = ByteBuffer.allocate(Integer.BYTES + random.nextInt(LONGEST)).putInt(said++);
      while (text.hasRemaining()) {
        text.put((byte) mark);
      }
      peer.channel.listener.onText(text.flip());
    }

    @Override
    public void onMessage(byte[] text, int offset, int length) {
      int number = ByteBuffer.wrap(text).getInt(offset);
      if (number != handled.get()) {
        wrong.add("message " + number + " instead of " + handled.get());
      }
      checkWords(text, offset + Integer.BYTES, offset + length);
      connection.send(this, Talking::answer);
      checkWords(text, offset + Integer.BYTES, offset + length);
      handled.incrementAndGet();
    }

    private void checkWords(byte[] text, int from, int to) {
      for (int i = from; i < to; i++) {
        if (text[i] != mark) {
          wrong.add("foreign words");
        }
      }
    }

    private void answer(JsonWriter json) {
      json.number(handled.get());
      int length = handled.get() * 7 % LONGEST;
      for (int i = 0; i < length; i++) {
        json.raw((char) mark);
      }
    }

    /** All that have left are its own, and in order. */
    void checkAnswers() {
      List<String> answers = peer.channel.frames().messages();
      for (int i = 0; i < answers.size(); i++) {
        String expected = i + Character.toString(mark).repeat(i * 7 % LONGEST);
        if (!answers.get(i).equals(expected)) {
          wrong.add("answer " + i + " is another one");
        }
      }
    }

    @Override
    public void onClosed() {
      ends.incrementAndGet();
    }
  }
}
