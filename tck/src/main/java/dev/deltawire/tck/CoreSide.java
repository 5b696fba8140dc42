package dev.deltawire.tck;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A listener that plays the core: it records what it is told, answers pings, closes and violations
 * as the core does, and notes every call that the grammar of {@link WebSocketListener} forbids.
 */
final class CoreSide implements WebSocketListener {

  enum Kind {
    TEXT,
    BINARY,
    PING,
    PONG,
    CLOSE,
    VIOLATION,
    FILL,
    DISCONNECTED
  }

  /** One call of the transport; the payload is a copy, or the reason of a close or violation. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Event(Kind kind, int code, byte[] payload) {

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** For comparing in assertions; long payloads are cut. */
    @Override
    public String toString() {
      String shown = payload.length <= 80 ? text() : payload.length + " bytes";
      return code == 0 ? kind + " " + shown : kind + " " + code + " " + shown;
    }
  }

  /** What a test wants done within a call; a throw is the listener's. */
  @FunctionalInterface
  interface Hook {
    void called(CoreSide core, Event event);
  }

  private static final byte[] NOTHING = {};

  /** Frames behind which no further pong is queued, as the core bounds its own memory. */
  private static final int MAX_PENDING = 2000;

  private final WebSocketChannel channel;
  private final boolean takesBinary;
  private final Hook hook;
  private final Queue<String> breaches;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ArrayDeque<ByteBuffer> pending = new ArrayDeque<>();
  private final OwnedBuffers buffers = new OwnedBuffers();

  private volatile int writeSize = Integer.MAX_VALUE;
  private final AtomicInteger fills = new AtomicInteger();
  private final AtomicInteger shortWrites = new AtomicInteger();
  private final AtomicLong taken = new AtomicLong();
  private volatile Thread thread;

  private boolean inputEnded;
  private boolean shutdownWhenDrained;
  private boolean disconnected;

  CoreSide(WebSocketChannel channel, boolean takesBinary, Hook hook, Queue<String> breaches) {
    this.channel = channel;
    this.takesBinary = takesBinary;
    this.hook = hook;
    this.breaches = breaches;
    thread = Thread.currentThread();
    expect(channel.loop().inLoop(), "the listener function runs on the loop");
  }

  @Override
  public void onText(ByteBuffer utf8) {
    input();
    record(Kind.TEXT, 0, copy(utf8));
  }

  @Override
  public boolean takesBinary() {
    return takesBinary;
  }

  @Override
  public void onBinary(ByteBuffer payload) {
    input();
    expect(takesBinary, "no binary message for who takes none");
    record(Kind.BINARY, 0, copy(payload));
  }

  @Override
  public void onPing(ByteBuffer payload) {
    input();
    byte[] bytes = copy(payload);
    expect(bytes.length <= 125, "a ping has at most 125 bytes");
    if (pending.size() < MAX_PENDING) {
      enqueue(WireFrame.unmasked(WireFrame.PONG, bytes));
    }
    record(Kind.PING, 0, bytes);
  }

  @Override
  public void onPong(ByteBuffer payload) {
    input();
    byte[] bytes = copy(payload);
    expect(bytes.length <= 125, "a pong has at most 125 bytes");
    record(Kind.PONG, 0, bytes);
  }

  @Override
  public void onClose(int code, String reason) {
    input();
    inputEnded = true;
    answerClose(code == 1005 ? 1000 : code, "");
    record(Kind.CLOSE, code, reason.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    input();
    inputEnded = true;
    byte[] reason = violation.reason().getBytes(StandardCharsets.UTF_8);
    expect(reason.length <= 123, "a violation's reason fits a close frame");
    answerClose(violation.closeCode(), violation.reason());
    record(Kind.VIOLATION, violation.closeCode(), reason);
  }

  @Override
  public boolean fill(FrameSink sink) {
    call();
    fills.incrementAndGet();
    hook.called(this, new Event(Kind.FILL, 0, NOTHING));
    while (!pending.isEmpty()) {
      if (!write(sink, pending.peek())) {
        return true;
      }
      pending.remove();
    }
    if (shutdownWhenDrained) {
      channel.shutdown();
    }
    return false;
  }

  @Override
  public void onDisconnected() {
    call();
    disconnected = true;
    record(Kind.DISCONNECTED, 0, NOTHING);
  }

  WebSocketChannel channel() {
    return channel;
  }

  /** The thread of the callbacks. */
  Thread thread() {
    return thread;
  }

  /** How often {@link #fill} was called. */
  int fills() {
    return fills.get();
  }

  /** How often the sink took less than it was offered. */
  int shortWrites() {
    return shortWrites.get();
  }

  /** Bytes that the sink has taken. */
  long taken() {
    return taken.get();
  }

  /** Sets how many bytes the sink is offered at a time. */
  void writeSize(int bytes) {
    writeSize = bytes;
  }

  /** The next call of the transport. */
  Event next() throws InterruptedException {
    Event event = events.poll(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new AssertionError("the transport reported nothing in time");
    }
    return event;
  }

  /** The next call if one comes within a short while, otherwise null. */
  Event nextSoon() throws InterruptedException {
    return events.poll(Rig.QUIET.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends ready bytes from any thread, one buffer after the other. */
  void send(byte[]... frames) throws Exception {
    onLoop(
        () -> {
          for (byte[] frame : frames) {
            pending.add(ByteBuffer.wrap(frame));
          }
          channel.flush();
        });
  }

  /** Sends a text frame from any thread. */
  void sendText(String text) throws Exception {
    send(WireFrame.unmasked(WireFrame.TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Runs a piece of the core's work on the loop and waits for its end. */
  void onLoop(Runnable work) throws Exception {
    CompletableFuture<Void> done = CompletableFuture.runAsync(work, channel.loop());
    done.get(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Calls {@link WebSocketChannel#shutdown()} as soon as the sink has taken everything. */
  void shutdownWhenDrained() throws Exception {
    onLoop(
        () -> {
          shutdownWhenDrained = true;
          channel.flush();
        });
  }

  /** Writes a frame to the channel itself, if nothing is queued. Thread: the loop. */
  void writeOrEnqueue(byte[] frame) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    if (!pending.isEmpty() || !write(channel, bytes)) {
      pending.add(bytes);
      channel.flush();
    }
  }

  /** Queues a frame and asks to be filled. Thread: the loop. */
  void enqueue(byte[] frame) {
    pending.add(ByteBuffer.wrap(frame));
    channel.flush();
  }

  private void answerClose(int code, String reason) {
    shutdownWhenDrained = true;
    enqueue(WireFrame.unmasked(WireFrame.CLOSE, WireFrame.closePayload(code, reason)));
  }

  /** Whether the sink took all of it. */
  private boolean write(FrameSink sink, ByteBuffer frames) {
    while (frames.hasRemaining()) {
      int offered = Math.min(writeSize, frames.remaining());
      ByteBuffer lent = buffers.lend(frames, offered);
      int before = lent.position();
      int count = sink.write(lent);
      expect(lent.position() - before == count, "the sink returns what it advanced");
      buffers.takeBack();
      frames.position(frames.position() + count);
      taken.addAndGet(count);
      if (count < offered) {
        shortWrites.incrementAndGet();
        return false;
      }
    }
    return true;
  }

  private void input() {
    call();
    expect(!inputEnded, "no input after onClose or onViolation");
  }

  private void call() {
    expect(channel.loop().inLoop(), "every call comes from the loop");
    expect(Thread.currentThread() == thread, "the loop is the same for the whole life");
    expect(!disconnected, "nothing after onDisconnected");
  }

  private void expect(boolean kept, String rule) {
    if (!kept) {
      breaches.add(rule);
    }
  }

  private void record(Kind kind, int code, byte[] payload) {
    if (kind == Kind.TEXT) {
      expect(isUtf8(payload), "text is valid UTF-8");
    }
    Event event = new Event(kind, code, payload);
    events.add(event);
    hook.called(this, event);
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Lends the sink heap, direct and read-only buffers in turn and spoils them when it has returned.
   */
  private static final class OwnedBuffers {

    private static final byte SPOILED = (byte) 0xEE;

    private ByteBuffer lent = ByteBuffer.allocate(0);
    private int turn;

    ByteBuffer lend(ByteBuffer source, int length) {
      lent =
          turn % 3 == 1 ? ByteBuffer.allocateDirect(length + 2) : ByteBuffer.allocate(length + 2);
      lent.put((byte) 0).put(source.slice(source.position(), length)).flip().position(1);
      return turn++ % 3 == 2 ? lent.asReadOnlyBuffer() : lent;
    }

    void takeBack() {
      lent.clear();
      byte[] spoiled = new byte[lent.remaining()];
      Arrays.fill(spoiled, SPOILED);
      lent.put(spoiled);
    }
  }
}
