package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeltawireServerTest {

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final TestTransport transport = new TestTransport();
  private final RecordingDialect dialect = new RecordingDialect();
  private final ClosingBackplane backplane = new ClosingBackplane();
  private volatile LongSupplier clock = System::nanoTime;
  private final DeltawireServer server =
      DeltawireServer.builder()
          .transport(transport)
          .dialect(dialect)
          .backplane(backplane)
          .errorHandler((where, error) -> errors.add(error))
          .nanoClock(() -> clock.getAsLong())
          .build();

  @AfterEach
  void noDefects() {
    server.close();
    assertEquals(List.of(), List.copyOf(errors));
  }

  @Test
  @DisplayName("A start that fails leaves nothing behind: backplane closed, no thread at work")
  void failedStart() {
    transport.portTaken = true;
    assertThrows(BindException.class, server::start);
    assertTrue(backplane.closed.get());
    assertThrows(
        RejectedExecutionException.class, () -> dialect.node.scheduler().execute(() -> {}));
    assertThrows(RejectedExecutionException.class, () -> dialect.node.executor().execute(() -> {}));
    assertThrows(IllegalStateException.class, server::address);
  }

  @Test
  @DisplayName("Whoever names no transport that is there is told which are")
  void namesTransports() {
    DeltawireServer.Builder builder = DeltawireServer.builder();
    assertEquals(
        "no transport named netty; on the class or module path are []",
        assertThrows(IllegalArgumentException.class, () -> builder.transport("netty"))
            .getMessage());
    assertEquals(
        "name one transport; on the class or module path are []",
        assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @Test
  @DisplayName("A server starts once, and its dialects with it")
  void startsOnce() throws Exception {
    server.start();
    assertThrows(IllegalStateException.class, server::start);
    assertEquals(1, dialect.starts.get());
  }

  @Test
  @DisplayName("A server that is closed starts no more")
  void startsNoMore() {
    server.close();
    assertThrows(IllegalStateException.class, server::start);
    assertEquals(0, dialect.starts.get());
  }

  @Test
  @DisplayName("Its dialects stop once, when all sessions have heard of the end")
  void stopsDialects() throws Exception {
    server.start();
    transport.upgrade("/t").join();
    dialect.stopping = () -> assertEquals(1, dialect.closed.get());
    server.close();
    server.close();
    assertEquals(1, dialect.stops.get());
  }

  @Test
  @DisplayName("A dialect that was never started is not stopped")
  void stopsWhatWasStarted() {
    server.close();
    assertEquals(0, dialect.stops.get());
  }

  @Test
  @DisplayName("A dialect that fails to stop keeps nothing else from ending")
  void failingStop() throws Exception {
    server.start();
    dialect.stopping =
        () -> {
          throw new IllegalStateException("stop");
        };
    server.close();
    assertEquals("stop", errors.remove().getMessage());
    assertTrue(backplane.closed.get());
  }

  @Test
  @DisplayName("Every session has heard of the end when close returns, however many there are")
  void closeTellsSessions() throws Exception {
    server.start();
    for (int i = 0; i < 300; i++) {
      assertTrue(transport.upgrade("/t").join().isPresent());
    }
    server.close();
    assertEquals(300, dialect.closed.get());
    assertEquals(0, server.connections());
  }

  @Test
  @DisplayName("What the scheduler does has ended when close returns, and nothing waits for later")
  void closeAwaitsTheScheduler() throws Exception {
    server.start();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    ScheduledFuture<?> later = dialect.node.scheduler().schedule(() -> {}, 1, TimeUnit.HOURS);
    dialect
        .node
        .scheduler()
        .execute(
            () -> {
              begun.countDown();
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
              ended.set(!Thread.currentThread().isInterrupted());
            });
    await(begun);
    server.close();
    assertTrue(ended.get());
    assertTrue(later.isCancelled());
  }

  @Test
  @DisplayName("X-42: a drain closes idle sockets with 1001 and ends when they have echoed")
  void drainsIdle() throws Exception {
    server.start();
    TestChannel first = transport.upgrade("/t").join().orElseThrow();
    TestChannel second = transport.upgrade("/t").join().orElseThrow();
    CompletableFuture<Void> drained = drain(Duration.ofSeconds(20));
    for (TestChannel channel : List.of(first, second)) {
      echoClose(channel);
    }
    drained.get(10, TimeUnit.SECONDS);
    assertEquals(2, dialect.closed.get());
  }

  @Test
  @DisplayName("X-42: a socket that receives a running stream is closed when the stream has ended")
  void drainsStreamingLast() throws Exception {
    server.start();
    TestChannel channel = transport.upgrade("/t").join().orElseThrow();
    TextStream<String> stream = server.streams().open("s", StreamOptions.STANDARD);
    dialect.connection.join(stream, new TestFormat(), 0);
    stream.append("text");
    CompletableFuture<Void> drained = drain(Duration.ofSeconds(20));
    TimeUnit.MILLISECONDS.sleep(50);
    assertTrue(dialect.connection.isOpen());
    stream.end("done");
    echoClose(channel);
    drained.get(10, TimeUnit.SECONDS);
    assertEquals(
        List.of("{\"d\":\"text\"}", TestFormat.event("done")),
        channel.frames().payloads().subList(0, 2));
  }

  @Test
  @DisplayName("X-42: the time bounds it all: sockets that never echo, streams that never end")
  void drainIsBounded() throws Exception {
    server.start();
    assertTrue(transport.upgrade("/t").join().isPresent());
    TextStream<String> stream = server.streams().open("s", StreamOptions.STANDARD);
    dialect.connection.join(stream, new TestFormat(), 0);
    assertTrue(transport.upgrade("/t").join().isPresent());
    long begun = System.nanoTime();
    server.drain(Duration.ofMillis(300));
    assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(3));
    assertEquals(2, dialect.closed.get());
  }

  @Test
  @DisplayName("X-42: a drain waits for upgrades that are being decided, and refuses them")
  void drainMeetsAdmission() throws Exception {
    server.start();
    CountDownLatch admitting = new CountDownLatch(1);
    CountDownLatch decide = new CountDownLatch(1);
    dialect.admitting =
        () -> {
          admitting.countDown();
          await(decide);
        };
    CompletableFuture<Optional<TestChannel>> upgrade = transport.upgrade("/t");
    await(admitting);
    CompletableFuture<Void> drained = drain(Duration.ofSeconds(20));
    TimeUnit.MILLISECONDS.sleep(50);
    assertFalse(drained.isDone());
    decide.countDown();
    assertTrue(upgrade.get(10, TimeUnit.SECONDS).isEmpty());
    drained.get(10, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("Neither slow HTTP peers nor slow engines, however many, hold up an upgrade")
  void slowWorkHoldsUpNothing() throws Exception {
    server.start();
    CountDownLatch slow = new CountDownLatch(1);
    for (int i = 0; i < 200; i++) {
      transport.httpExecutor().execute(() -> await(slow));
      dialect.node.executor().execute(() -> await(slow));
    }
    assertTrue(transport.upgrade("/t").get(10, TimeUnit.SECONDS).isPresent());
    slow.countDown();
  }

  @Test
  @DisplayName("X-43: an error handler that throws holds up nothing")
  void throwingErrorHandler() throws Exception {
    TestTransport careless = new TestTransport();
    RecordingDialect throwing = new RecordingDialect();
    throwing.failing = true;
    DeltawireServer other =
        DeltawireServer.builder()
            .transport(careless)
            .dialect(throwing)
            .errorHandler(
                (where, error) -> {
                  throw new IllegalStateException(where, error);
                })
            .build();
    other.start();
    TestChannel channel = careless.upgrade("/t").join().orElseThrow();
    careless.onLoop(
        () -> {
          channel.listener.onText(ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)));
          return null;
        });
    awaitClose(careless, channel);
    other.close();
    assertEquals(1, throwing.closed.get());
  }

  @Test
  @DisplayName("Of newcomers whose admission waits for something, 64 are admitted at a time")
  void waitingNewcomersAreBounded() throws Exception {
    CountDownLatch verdict = new CountDownLatch(1);
    admitsAtATime(64, () -> await(verdict), verdict::countDown);
  }

  @Test
  @DisplayName("Of newcomers who keep a processor busy, twice as many as there are are admitted")
  void busyNewcomersAreBounded() throws Exception {
    long standing = System.nanoTime(); // who is at it for long would be taken to wait
    clock = () -> standing;
    AtomicBoolean done = new AtomicBoolean();
    int atWork = 2 * Runtime.getRuntime().availableProcessors();
    admitsAtATime(
        atWork,
        () -> {
          while (!done.get()) {
            Thread.onSpinWait();
          }
        },
        () -> done.set(true));
  }

  /** Newcomers come until so many are being admitted; the others wait, and are admitted then. */
  private void admitsAtATime(int most, Runnable admitting, Runnable end) throws Exception {
    server.start();
    Semaphore begun = new Semaphore(0);
    dialect.admitting =
        () -> {
          begun.release();
          admitting.run();
        };
    List<CompletableFuture<Optional<TestChannel>>> newcomers =
        Stream.generate(() -> transport.upgrade("/t")).limit(most + 10).toList();
    try {
      assertTrue(begun.tryAcquire(most, 20, TimeUnit.SECONDS));
      assertFalse(begun.tryAcquire(50, TimeUnit.MILLISECONDS), "one more");
    } finally {
      end.run();
    }
    for (CompletableFuture<Optional<TestChannel>> newcomer : newcomers) {
      assertTrue(newcomer.get(20, TimeUnit.SECONDS).isPresent());
    }
  }

  private CompletableFuture<Void> drain(Duration timeout) {
    return CompletableFuture.runAsync(() -> server.drain(timeout));
  }

  /** Waits for the close frame and answers it as a peer does. */
  private void echoClose(TestChannel channel) throws InterruptedException {
    awaitClose(transport, channel);
    transport.onLoop(
        () -> {
          channel.listener.onClose(1001, "");
          channel.terminate();
          return null;
        });
  }

  private static void awaitClose(TestTransport transport, TestChannel channel)
      throws InterruptedException {
    while (!transport.onLoop(() -> closed(channel))) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static boolean closed(TestChannel channel) {
    return channel.frames().all().stream().anyMatch(frame -> frame.opcode() == 0x8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A backplane that only notes its end. */
  private static final class ClosingBackplane implements Backplane {
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void start(Receiver receiver) {}

    @Override
    public void subscribe(String topic) {}

    @Override
    public void unsubscribe(String topic) {}

    @Override
    public int publish(String topic, byte[] event) {
      return 0;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  /** A dialect that notes what it is told. */
  private static final class RecordingDialect implements Dialect {
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile Runnable stopping = () -> {};
    private volatile Runnable admitting = () -> {};
    private volatile boolean failing;
    private volatile Connection connection;
    private volatile Node node;

    @Override
    public String name() {
      return "test";
    }

    @Override
    public String mount() {
      return "/t";
    }

    @Override
    public DialectOptions options() {
      return new DialectOptions(
          1024, Duration.ofSeconds(30), Duration.ofSeconds(10), Set.of(), Dispatch.EXECUTOR);
    }

    @Override
    public void start(Node newNode) {
      starts.incrementAndGet();
      node = newNode;
    }

    @Override
    public void stop() {
      stops.incrementAndGet();
      stopping.run();
    }

    @Override
    public Admission admit(HttpRequest upgrade) {
      admitting.run();
      return new Admission.Accepted(upgrade.toString(), null, this::session);
    }

    private Session session(Connection opened) {
      connection = opened;
      return new Session() {
        @Override
        public void onMessage(byte[] text, int offset, int length) {
          if (failing) {
            throw new IllegalStateException("bad handler");
          }
        }

        @Override
        public void onClosed() {
          closed.incrementAndGet();
        }
      };
    }

    @Override
    public HttpResponse refusal(int status) {
      return HttpResponse.text(status, "refused");
    }
  }
}
