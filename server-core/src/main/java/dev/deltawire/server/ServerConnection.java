package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.internal.rfc7692.Deflation;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.HeartbeatAction;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.Session;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One upgraded peer: what its transport reports, what its session asks for, and the closing of
 * both.
 *
 * <p>The loop owns it; what comes from other threads is posted there.
 */
final class ServerConnection implements Connection, WebSocketListener {

  private final long id;
  private final ConnectionServices services;
  private final WebSocketChannel channel;
  private final LoopContext context;
  private final Place place;
  private final Deflation deflation;
  private final Marks marks = new Marks();
  private final Outbox outbox;
  private final Holding holding;
  private final JoinedStreams streams;
  private final Sends sends;
  private final ErrorBudget budget;
  private final Heartbeat heartbeat;
  private final Outflow outflow;
  private final Closing closing;
  private final Inbound inbound;
  private final HeartbeatAction heartbeatAction;
  private final int maxMessageBytes;

  ServerConnection(
      long id,
      ConnectionServices services,
      DialectOptions options,
      WebSocketChannel channel,
      Place place,
      boolean deflates) {
    this.id = id;
    this.services = services;
    this.channel = channel;
    this.context = services.contextOf(channel.loop());
    this.place = place;
    this.deflation = deflates ? context.deflation() : null;
    ServerLimits limits = services.limits();
    this.holding = services.memory().open(() -> channel.loop().execute(this::crowded));
    this.outbox = new Outbox(marks, holding);
    WriteStall stall = new WriteStall(channel.loop(), limits.writeStallTimeout().toNanos(), this);
    this.outflow = new Outflow(this, channel, context, outbox, stall);
    this.streams = new JoinedStreams(this, outflow, context);
    this.maxMessageBytes = options.maxMessageBytes();
    this.budget =
        new ErrorBudget(
            limits.protocolErrorLimit(),
            limits.protocolErrorWindow().toNanos(),
            channel.loop()::nanoTime);
    this.heartbeat = new Heartbeat(channel.loop(), options, this, services.pings(), marks);
    this.heartbeatAction = options.heartbeatAction();
    CloseTimer closeTimer = new CloseTimer(channel, limits.closeTimeout().toNanos());
    this.closing = new Closing(channel, outflow, outbox, streams, heartbeat, closeTimer);
    this.inbound = new Inbound(this, context, options, services, holding);
    QueueBound bound = new QueueBound(limits.maxQueuedBytes(), holding, inbound);
    this.sends =
        new Sends(this, outflow, outbox, marks, bound, streams, inbound, context.lentFrames());
  }

  /**
   * Makes the session and, if it has a principal, begins the heartbeat. Thread: the loop,
   * once, before all else.
   */
  void open(Function<Connection, Session> factory) {
    if (place.assigned()) {
      authenticated();
    }
    inbound.open(session(factory));
  }

  private Session session(Function<Connection, Session> factory) {
    try {
      return Objects.requireNonNull(factory.apply(this), "no session");
    } catch (Throwable t) { // what fails to begin is closed like what fails later
      defect("session", t);
      return SessionCalls.NO_SESSION;
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
    return closing.isOpen();
  }

  @Override
  public boolean authenticate(String principal) {
    boolean assigned = place.assign(Objects.requireNonNull(principal, "principal"));
    if (assigned) {
      post(this::authenticated);
    }
    return assigned;
  }

  @Override
  public SendResult send(Frame frame) {
    return sends.send(frame);
  }

  @Override
  public <M> SendResult send(M message, BiConsumer<? super M, JsonWriter> encoder) {
    return sends.send(message, encoder);
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames, long heldBytes) {
    return sends.sendAll(frames, heldBytes);
  }

  @Override
  public SendResult sendUnbounded(Frame frame) {
    return sends.sendUnbounded(frame);
  }

  @Override
  public Runnable keep(Frame frame) {
    return sends.keep(frame);
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames, long heldBytes, Runnable whenLeft) {
    return sends.sendAll(frames, heldBytes, whenLeft);
  }

  @Override
  public void continueAside(Runnable work) {
    inbound.continueAside(work);
  }

  @Override
  public <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset) {
    return isOpen() ? streams.join(stream, format, offset) : JoinResult.CLOSED;
  }

  @Override
  public <E> JoinResult replay(TextStream<E> stream, WireFormat<E> format) {
    return isOpen() ? streams.replay(stream, format) : JoinResult.CLOSED;
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
    post(() -> closing.begin(frame));
  }

  @Override
  public void terminate() {
    post(this::terminateNow);
  }

  // --- for the rest of the core: any thread

  /** Whether it receives a stream that runs: a drain closes such connections last. */
  boolean streaming() {
    return streams.running();
  }

  /** Whether its socket is no more. */
  boolean isGone() {
    return closing.isGone();
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

  /** Compresses what goes to a peer that inflates; null for another one. */
  Deflation deflation() {
    return deflation;
  }

  /** The way out. */
  Outflow outflow() {
    return outflow;
  }

  /** What the peer makes the server hold. */
  Holding holding() {
    return holding;
  }

  void resumeReads() {
    channel.loop().execute(this::readAgain);
  }

  /** Runs a task on the loop: at once, if this is the loop. Thread: any. */
  void post(Runnable task) {
    if (channel.loop().inLoop()) {
      task.run();
    } else {
      channel.loop().execute(task);
    }
  }

  // --- for the rest of the core: the loop

  /** A stream's terminal frame has been taken. */
  void left(LogStream<?> stream) {
    streams.left(stream);
  }

  /** Too much is queued, or a stream has outrun its retention: what waits is dropped. */
  void overload() {
    closing.beginAtOnce(CloseFrame.TRY_AGAIN_LATER, "overload");
  }

  /** A wire format can't encode what is to be sent: what waits is dropped. */
  void breakOff(Throwable error) {
    services.errors().onError("wire format", error);
    breakOff();
  }

  /** A stream of it has a defect: what waits is dropped. */
  void breakOff() {
    closing.beginAtOnce(CloseFrame.INTERNAL_ERROR, "internal error");
  }

  void ping(long payload) {
    outbox.control().ping(payload);
    outflow.flushSoon();
  }

  void heartbeatMissed() {
    if (heartbeatAction == HeartbeatAction.CLOSE) {
      closing.timedOut();
    } else {
      terminateNow();
    }
  }

  void terminateNow() {
    channel.terminate();
  }

  // --- WebSocketListener: the loop

  @Override
  public void onText(ByteBuffer utf8) {
    if (!isOpen()) {
      closing.ignore(utf8.remaining());
    } else if (!inbound.accept(utf8)) {
      channel.suspendReads();
      heartbeat.deaf(true);
    }
  }

  @Override
  public void onPing(ByteBuffer payload) {
    if (!isOpen()) {
      closing.ignore(payload.remaining());
      return;
    }
    if (!outbox.control().hasRoomFor(payload)) {
      outflow.flush();
    }
    outbox.control().pong(payload);
    outflow.flushSoon(); // with those of the pings behind it: a write each would hold up the loop
  }

  @Override
  public void onPong(ByteBuffer payload) {
    if (!isOpen()) {
      closing.ignore(payload.remaining());
      return;
    }
    long proved = heartbeat.pong(payload);
    if (proved != Frame.UNMARKED) {
      inbound.accepted(proved);
    }
  }

  @Override
  public void onClose(int code, String reason) {
    closing.peerClosed(code);
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    closing.violated(violation);
  }

  @Override
  public boolean fill(FrameSink sink) {
    boolean left = outflow.fill(sink);
    heartbeat.filled(outbox.control().isEmpty());
    closing.filled();
    return left;
  }

  @Override
  public void onDisconnected() {
    try {
      closing.gone();
      outflow.stop();
      inbound.end();
    } finally {
      holding.close();
      place.giveBack();
    }
  }

  private void authenticated() {
    if (isOpen()) {
      holding.known(true);
      channel.authenticated(maxMessageBytes);
      heartbeat.start();
    }
  }

  /**
   * Memory is short: what it holds is dropped, or the connection, if that is not enough. Never
   * within a call of a sink, which may find out that memory is short while it has a frame's bytes.
   */
  private void crowded() {
    if (isOpen()) {
      inbound.drop();
      overload();
    } else {
      terminateNow();
    }
  }

  private void readAgain() {
    channel.resumeReads();
    heartbeat.deaf(false);
  }
}
