package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What makes an acknowledgement true: whatever is queued, in pages of a backlog or live, beside
 * streams, and however the socket takes it, a pong proves exactly what the peer had before its
 * ping; and whoever answers its pings has, in the end, accepted everything.
 */
class AcceptancePropertyTest {

  private static final int ROUNDS = 60;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @DisplayName("M-26 M-28 M-29: nothing is accepted that the peer did not have before the ping")
  void acceptsExactlyWhatWasBeforeThePing(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      new Round(new Random(random.nextLong())).play();
    }
  }

  /** One connection that first drains pages of a backlog and is sent live frames meanwhile. */
  private static final class Round {
    private static final int PING = 0x9;
    private static final int PONG_TIMEOUT_MILLIS = (int) Peers.PONG_TIMEOUT.toMillis();

    private final Random random;
    private final TestLoop loop = new TestLoop();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Peer peer;
    private final LogStream<String> stream =
        new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    private long marks;
    private int pagesLeft;
    private boolean drained;
    private int pongs;
    private int millisSincePing;
    private long expected;

    Round(Random random) {
      this.random = random;
      Dispatch dispatch = random.nextBoolean() ? Dispatch.INLINE : Dispatch.EXECUTOR;
      DialectOptions options =
          new DialectOptions(1 << 18, Peers.PING_INTERVAL, Peers.PONG_TIMEOUT, Set.of(), dispatch)
              .withDeliveryProbe(Duration.ofSeconds(1));
      peer = new Peers(ServerLimits.STANDARD, options, tasks::add).connect(loop.loop);
      pagesLeft = random.nextInt(5);
    }

    void play() {
      peer.channel.allowance = random.nextInt(200);
      peer.connection.join(stream, new TestFormat(), 0);
      sendPage();
      int steps = 20 + random.nextInt(150);
      for (int i = 0; i < steps; i++) {
        step();
        runSomeTasks();
      }
      finish();
    }

    private void step() {
      switch (random.nextInt(9)) {
        case 0, 1 -> sendLive();
        case 2 -> peer.connection.send(Frame.text("unmarked"));
        case 3 -> stream.append("text ".repeat(1 + random.nextInt(40)));
        case 4, 5 -> peer.channel.allow(random.nextInt(400));
        case 6 -> loop.turn();
        case 7 -> wait(random.nextInt(1_500));
        default -> answerPings();
      }
    }

    /** As the messenger drains: the next page follows when this one has left, then live. */
    private void sendPage() {
      if (pagesLeft-- == 0) {
        drained = true;
        return;
      }
      long first = marks + 1;
      marks += random.nextInt(20);
      List<Frame> page = LongStream.rangeClosed(first, marks).mapToObj(Round::frame).toList();
      assertEquals(SendResult.QUEUED, peer.connection.sendAll(page.iterator(), this::sendPage));
    }

    private void sendLive() {
      if (drained) {
        peer.connection.send(frame(++marks));
      }
    }

    private static Frame frame(long mark) {
      return Frame.text(mark + " " + "x".repeat((int) (mark % 150))).withMark(mark);
    }

    private void runSomeTasks() {
      while (!tasks.isEmpty() && random.nextBoolean()) {
        tasks.remove().run();
      }
    }

    /** Time passes, but no pong comes too late. */
    private void wait(int millis) {
      if (millisSincePing + millis > PONG_TIMEOUT_MILLIS / 2) {
        answerPings();
      }
      loop.advanceMillis(millis);
      millisSincePing += millis;
    }

    /** Answers what pings the peer has got, and repeats old pongs and guesses. */
    private void answerPings() {
      List<Received> frames = peer.channel.frames().all();
      int pings = 0;
      long before = 0;
      for (Received frame : frames) {
        if (frame.opcode() != PING) {
          before = Math.max(before, markOf(frame));
        } else if (pings++ >= pongs) {
          pongs++;
          expected = before;
          pong(frame.data());
        } else if (random.nextInt(4) == 0) {
          pong(frame.data());
        }
      }
      pong(ByteBuffer.allocate(Long.BYTES).putLong(0, random.nextLong()));
      millisSincePing = 0;
      assertEquals(expected, accepted());
    }

    private void pong(ByteBuffer data) {
      peer.channel.listener.onPong(data);
      loop.turn();
      runAllTasks();
    }

    private long accepted() {
      List<Long> told = peer.accepted;
      List<Long> rising = new ArrayList<>(Set.copyOf(told));
      rising.sort(null);
      assertEquals(rising, told, "marks rise from call to call");
      return told.isEmpty() ? 0 : told.get(told.size() - 1);
    }

    private static long markOf(Received frame) {
      return Character.isDigit(frame.payload().charAt(0))
          ? Long.parseLong(frame.payload().substring(0, frame.payload().indexOf(' ')))
          : 0;
    }

    private void runAllTasks() {
      while (!tasks.isEmpty()) {
        tasks.remove().run();
      }
    }

    private void finish() {
      peer.channel.allow(Long.MAX_VALUE);
      for (int i = 0; i < 12; i++) {
        loop.turn();
        runAllTasks();
        loop.advanceMillis(1_010);
        answerPings();
      }
      assertTrue(drained);
      assertEquals(marks, accepted(), "everything is accepted in the end");
      List<Long> order =
          peer.channel.frames().all().stream()
              .filter(frame -> frame.opcode() != PING && !frame.isDelta())
              .map(Round::markOf)
              .filter(mark -> mark > 0)
              .toList();
      assertEquals(LongStream.rangeClosed(1, marks).boxed().toList(), order, "each exactly once");
      assertEquals(List.of(), loop.errors);
    }
  }
}
