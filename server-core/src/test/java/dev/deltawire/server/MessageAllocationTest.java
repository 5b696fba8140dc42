package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.internal.rfc6455.FrameRules;
import dev.deltawire.server.internal.rfc6455.MessageReader;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.Session;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A client's message allocates nothing in steady state, from the wire to its session and back: not
 * on the loop, and not on any of the threads that sessions run on.
 *
 * <p>Run under the JIT and with {@code -Xint}, so that nothing rests on escape analysis.
 */
class MessageAllocationTest {

  private static final int MESSAGES = 300;

  /** More than a pool has threads: the first ones begin a thread each. */
  private static final int WARM_UP = 400;

  /** A batch during which the JIT changes its mind may allocate; steady state is the least. */
  private static final int BATCHES = 30;

  private static final int MOST_BYTES = 1 << 14;

  /** At this pace a connection of 32 KiB a second is quiet. */
  private static final long QUIET_NANOS = 500_000_000;

  private static final long LONG_NANOS = 10_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final List<Throwable> failures = new ArrayList<>();
  private final ScheduledExecutorService scheduler = ServerThreads.scheduler();
  private final ServerThreads threads = new ServerThreads();
  private final ExecutorService quiet = threads.workers("measured-quiet-");
  private final ExecutorService busy = threads.workers("measured-busy-");
  private final ByteBuffer wire = ByteBuffer.allocateDirect(MOST_BYTES);
  private volatile long nowNanos;
  private final EventLoop loop =
      EventLoop.create(() -> {}, () -> nowNanos, (where, error) -> failures.add(error));
  private int answers;

  @AfterEach
  void end() {
    quiet.shutdownNow();
    busy.shutdownNow();
    scheduler.shutdownNow();
    threads.close();
  }

  @ParameterizedTest(name = "{0}, {1} at once, {2} bytes, a busy peer {3}")
  @CsvSource({
    "INLINE,1,60,false",
    "INLINE,16,60,false",
    "EXECUTOR,1,60,false",
    "EXECUTOR,16,60,false",
    "EXECUTOR,1,2200,false",
    "EXECUTOR,1,60,true",
    "EXECUTOR,16,600,true"
  })
  void allocatesNothing(Dispatch dispatch, int atOnce, int length, boolean manyBytes) {
    loop.enter();
    BusyTurns turns = ServerThreads.busy(busy, scheduler, System::nanoTime).turns();
    DialectOptions options =
        new DialectOptions(MOST_BYTES, Duration.ZERO, Duration.ZERO, Set.of(), dispatch);
    Peers peers = new Peers(ServerLimits.STANDARD, options, quiet, turns);
    Peers.Peer peer = peers.connect(loop, Answering::new);
    peer.channel.sinkInstead(this::count);
    MessageReader reader =
        new MessageReader(
            new FrameRules(MOST_BYTES, loop::nanoTime), MemoryBudget.ofHeap().open(() -> {}));
    byte[] frames = frames(atOnce, length);
    long pace = manyBytes ? 0 : QUIET_NANOS;
    say(peer, reader, frames, atOnce, pace, WARM_UP);
    long least = Long.MAX_VALUE;
    for (int i = 0; i < BATCHES && least > 0; i++) {
      long[] threads = measured();
      long before = allocated(threads);
      say(peer, reader, frames, atOnce, pace, MESSAGES);
      long after = allocated(threads);
      if (Arrays.equals(threads, measured())) { // otherwise one that is not counted may have worked
        least = Math.min(least, after - before);
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(List.of(), peers.errors);
    assertTrue(answers >= WARM_UP + MESSAGES, "each message is answered");
    assertEquals(0, least, "bytes for " + MESSAGES + " messages");
  }

  private void say(
      Peers.Peer peer, MessageReader reader, byte[] frames, int atOnce, long pace, int messages) {
    for (int i = 0; i < messages; i += atOnce) {
      nowNanos = loop.nanoTime() + pace;
      int expected = answers + atOnce;
      wire.clear().put(frames).flip();
      while (wire.hasRemaining()) {
        reader.read(wire, peer.connection);
      }
      long spun = System.nanoTime();
      while (answers < expected) {
        loop.runPending();
        assertTrue(System.nanoTime() - spun < LONG_NANOS, "no answer");
        Thread.onSpinWait();
      }
    }
  }

  /** A socket that counts frames: they are of one length. */
  private int count(ByteBuffer frames) {
    int count = frames.remaining();
    frames.position(frames.limit());
    answers++;
    return count;
  }

  private static byte[] frames(int count, int length) {
    ByteBuffer frames = ByteBuffer.allocate(count * (length + 8));
    byte[] mask = {1, 2, 3, 4};
    for (int i = 0; i < count; i++) {
      frames.put((byte) 0x81);
      if (length < 126) {
        frames.put((byte) (0x80 | length));
      } else {
        frames.put((byte) (0x80 | 126)).putShort((short) length);
      }
      frames.put(mask);
      for (int n = 0; n < length; n++) {
        frames.put((byte) ('a' ^ mask[n % 4]));
      }
    }
    return Arrays.copyOf(frames.array(), frames.position());
  }

  /** This thread and those of the pools. */
  private static long[] measured() {
    LongStream pooled =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("measured-"))
            .mapToLong(Thread::getId);
    return LongStream.concat(LongStream.of(Thread.currentThread().getId()), pooled)
        .sorted()
        .toArray();
  }

  private static long allocated(long[] threads) {
    long sum = 0;
    for (long thread : threads) {
      sum += THREADS.getThreadAllocatedBytes(thread);
    }
    return sum;
  }

  /** Answers each message with its first bytes. */
  private static final class Answering implements Session {
    private final Connection connection;
    private byte[] text;
    private int offset;

    Answering(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void onMessage(byte[] bytes, int from, int length) {
      text = bytes;
      offset = from;
      if (connection.send(this, Answering::write) != SendResult.QUEUED) {
        throw new IllegalStateException("not queued");
      }
    }

    private void write(JsonWriter json) {
      json.raw('"').raw(text, offset, offset + 40).raw('"');
    }

    @Override
    public void onClosed() {}
  }
}
