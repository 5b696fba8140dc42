package dev.deltawire.server;

import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.Session;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * One upgraded peer: what its transport reports, what its session asks for, and the closing of
 * both.
 *
 * <p>The loop owns it; what comes from other threads is posted there. As a loop task it is the
 * flush that gathers what one turn has queued.
 */
final class ServerConnection extends LoopTask implements Connection, WebSocketListener {

  private enum Phase {
    OPEN,
    /** A close frame is queued or sent; input is ignored. */
    CLOSING,
    /** The TCP connection is gone. */
    GONE
  }

  private final long id;
  private final ConnectionServices services;
  private final WebSocketChannel channel;
  private final LoopContext context;
  private final Outbox outbox = new Outbox();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Map<TextStream<?>, StreamReceiver<?>> streams = new ConcurrentHashMap<>(2);
  private final ErrorBudget budget;
  private final Heartbeat heartbeat;
  private final WriteStall stall;
  private final CloseTimer closeTimer;
  private final Inbound inbound;
  private final Runnable onGone;
  private volatile Phase phase = Phase.OPEN;

  /** The peer sends nothing more that matters: its close frame or a violation has come. */
  private boolean peerDone;

  ServerConnection(
      long id,
      ConnectionServices services,
      DialectOptions options,
      WebSocketChannel channel,
      Runnable onGone) {
    this.id = id;
    this.services = services;
    this.channel = channel;
    this.context = services.contextOf(channel.loop());
    this.onGone = onGone;
    ServerLimits limits = services.limits();
    this.budget =
        new ErrorBudget(
            limits.protocolErrorLimit(),
            limits.protocolErrorWindow().toNanos(),
            channel.loop()::nanoTime);
    this.heartbeat = new Heartbeat(channel.loop(), options, this);
    this.stall = new WriteStall(channel.loop(), limits.writeStallTimeout().toNanos(), this);
    this.closeTimer = new CloseTimer(channel, limits.closeTimeout().toNanos());
    this.inbound = new Inbound(this, context, options, services);
  }

  /** Makes the session and begins the heartbeat. Thread: the loop, once, before all else. */
  void open(Function<Connection, Session> factory) {
    heartbeat.start();
    inbound.open(session(factory));
  }

  private Session session(Function<Connection, Session> factory) {
    try {
      return Objects.requireNonNull(factory.apply(this), "no session");
    } catch (Throwable t) { // what fails to begin is closed like what fails later
      defect("session", t);
      return Inbound.NO_SESSION;
    }
  }

  // --- Connection: any thread

  @Override
  public long id() {
    return id;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return channel.remoteAddress();
  }

  @Override
  public boolean isOpen() {
    return phase == Phase.OPEN;
  }

  @Override
  public SendResult send(Frame frame) {
    if (!isOpen()) {
      return SendResult.CLOSED;
    }
    if (queuedBytes.addAndGet(frame.size()) > services.limits().maxQueuedBytes()) {
      post(this::overload);
      return SendResult.OVERLOADED;
    }
    post(() -> enqueue(new QueuedFrame(frame, queuedBytes)));
    return SendResult.QUEUED;
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames) {
    if (!isOpen()) {
      return SendResult.CLOSED;
    }
    inbound.hold();
    post(() -> enqueue(new Backlog(frames, inbound::release)));
    return SendResult.QUEUED;
  }

  @Override
  public <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset) {
    if (!isOpen()) {
      return JoinResult.CLOSED;
    }
    if (!(stream instanceof LogStream<E> log)) {
      throw new IllegalArgumentException("not a stream of this server: " + stream);
    }
    if (streams.containsKey(stream)) {
      return JoinResult.ALREADY_JOINED;
    }
    StreamReceiver<E> receiver = log.admit(this, format, offset);
    if (receiver == null) {
      return JoinResult.BAD_OFFSET;
    }
    if (streams.putIfAbsent(stream, receiver) != null) {
      log.abandon(receiver);
      return JoinResult.ALREADY_JOINED;
    }
    post(() -> attach(receiver));
    return JoinResult.JOINED;
  }

  @Override
  public boolean protocolError() {
    if (budget.spend()) {
      return true;
    }
    close(CloseFrame.POLICY, "too many protocol errors");
    return false;
  }

  @Override
  public void close(int code, String reason) {
    ByteBuffer frame = CloseFrame.of(code, reason);
    post(() -> beginClose(frame));
  }

  @Override
  public void terminate() {
    post(this::terminateNow);
  }

  // --- for the rest of the core: any thread

  /** Whether it receives a stream that runs: a drain closes such connections last. */
  boolean streaming() {
    return streams.keySet().stream().anyMatch(stream -> !stream.ended());
  }

  /** Streams that it receives and whose terminal frame it has not taken. */
  int receives() {
    return streams.size();
  }

  /** A handler has thrown. */
  void defect(String where, Throwable error) {
    services.errors().onError(where, error);
    close(CloseFrame.INTERNAL_ERROR, "internal error");
  }

  void resumeReads() {
    channel.loop().execute(this::readAgain);
  }

  // --- for the rest of the core: the loop

  /** Queues a stretch of a stream, unless it is queued, and writes what the socket takes. */
  void pull(StreamRun<?> run) {
    if (isOpen() && run.enqueue()) {
      outbox.addRun(run);
    }
    flush();
  }

  /** A stream's terminal frame has been taken. */
  void left(LogStream<?> stream) {
    streams.remove(stream);
  }

  /** Too much is queued, or a stream has outrun its retention: what waits is dropped. */
  void overload() {
    drop();
    beginClose(CloseFrame.of(CloseFrame.TRY_AGAIN_LATER, "overload"));
  }

  /** A stream of it has a defect: what waits is dropped. */
  void breakOff() {
    drop();
    beginClose(CloseFrame.of(CloseFrame.INTERNAL_ERROR, "internal error"));
  }

  void ping(long number) {
    outbox.control().ping(number);
    flushSoon();
  }

  void heartbeatMissed() {
    terminateNow();
  }

  void terminateNow() {
    channel.terminate();
  }

  // --- WebSocketListener: the loop

  @Override
  public void onText(ByteBuffer utf8) {
    if (isOpen() && !inbound.accept(utf8)) {
      channel.suspendReads();
      heartbeat.deaf(true);
    }
  }

  @Override
  public void onPing(ByteBuffer payload) {
    if (isOpen()) {
      outbox.control().pong(payload);
      flush();
    }
  }

  @Override
  public void onPong(ByteBuffer payload) {
    heartbeat.pong(payload);
  }

  @Override
  public void onClose(int code, String reason) {
    peerDone = true;
    if (outbox.closeTaken()) {
      channel.shutdown();
    } else {
      drop();
      beginClose(CloseFrame.of(code == CloseFrame.NO_STATUS ? CloseFrame.NORMAL : code, ""));
      flushSoon();
    }
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    peerDone = true;
    if (outbox.closeTaken()) {
      channel.shutdown();
    } else {
      beginClose(CloseFrame.of(violation.closeCode(), violation.reason()));
    }
  }

  @Override
  public boolean fill(FrameSink sink) {
    MeteredSink meter = context.meter().bind(sink);
    boolean left = outbox.fill(meter);
    stall.filled(meter.taken(), left);
    if (outbox.control().isEmpty()) {
      heartbeat.controlTaken();
    }
    if (outbox.closeTaken()) {
      closeTaken();
    }
    return left;
  }

  @Override
  public void onDisconnected() {
    phase = Phase.GONE;
    heartbeat.stop();
    stall.stop();
    closeTimer.stop();
    leaveStreams();
    outbox.discard();
    inbound.end();
    onGone.run();
  }

  /** The flush of what this turn has queued. */
  @Override
  protected void run() {
    flush();
  }

  private void post(Runnable task) {
    if (channel.loop().inLoop()) {
      task.run();
    } else {
      channel.loop().execute(task);
    }
  }

  private void readAgain() {
    channel.resumeReads();
    heartbeat.deaf(false);
  }

  /** Lets the transport pull; what it does not take now is watched. */
  private void flush() {
    channel.flush();
    if (phase != Phase.GONE) {
      stall.pending(!outbox.isEmpty());
    }
  }

  private void flushSoon() {
    channel.loop().signal(this);
  }

  private void enqueue(Outgoing outgoing) {
    if (isOpen()) {
      catchUp();
    }
    if (isOpen()) {
      outbox.addFrames(outgoing);
      flushSoon();
    } else {
      outgoing.dequeued();
    }
  }

  /** Queues the text and the events that its streams have now: what comes next is behind them. */
  private void catchUp() {
    streams.values().forEach(StreamReceiver::catchUp);
  }

  private <E> void attach(StreamReceiver<E> receiver) {
    if (isOpen()) {
      receiver.attach(context);
    } else {
      streams.remove(receiver.stream());
      receiver.stream().abandon(receiver);
    }
  }

  private void beginClose(ByteBuffer closeFrame) {
    if (phase != Phase.OPEN) {
      return;
    }
    catchUp();
    phase = Phase.CLOSING;
    outbox.finish(closeFrame);
    heartbeat.stop();
    flushSoon();
  }

  private void closeTaken() {
    if (peerDone) {
      channel.shutdown();
    } else {
      closeTimer.start();
    }
    leaveStreams();
  }

  /** Drops what waits, and with it all streams. */
  private void drop() {
    outbox.discard();
    leaveStreams();
  }

  private void leaveStreams() {
    streams.values().forEach(StreamReceiver::leave);
    streams.clear();
  }
}
