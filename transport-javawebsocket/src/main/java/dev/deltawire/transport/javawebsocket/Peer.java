package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.Allowance;
import dev.deltawire.server.internal.net.BulkReads;
import dev.deltawire.server.internal.net.PlainWire;
import dev.deltawire.server.internal.net.Selectable;
import dev.deltawire.server.internal.net.SocketConnection;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.SocketOutput;
import dev.deltawire.server.internal.net.Verdict;
import dev.deltawire.server.internal.net.WebSocketSession;
import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One accepted socket from its head to its end: where the library's threads and the loop meet.
 *
 * <p>The library's threads call {@link #unacceptable}, {@link #asked} and the guard's events; all
 * of them only leave work for the loop, which owns the rest. It writes past the library, and waits
 * for the socket on its loop's selector: the library's own forgets a demand to write that another
 * thread makes while it resets one.
 */
final class Peer
    implements GuardChannel.Events, Verdict.Asker, SocketConnection, Selectable, BulkReads.Reader {

  /** How long a peer may take to end its side after our FIN. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final HttpResponse CROWDED =
      HttpResponse.text(503, "too much to do").withHeader("Retry-After", "1");

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final SocketLoop loop;
  private final InetSocketAddress remoteAddress;
  private final GuardChannel channel;
  private final SocketOutput output;
  private final Holding holding;
  private final Allowance allowance;
  private final Consumer<Peer> onClosed;
  private final LoopTask delivery = new Delivery();
  private final LoopTimer deadline = new Deadline();

  /** What is counted of the head's memory. */
  private final AtomicInteger headHeld = new AtomicInteger();

  private WebSocketSession session;
  private SelectionKey demand;
  private boolean readsPaused;

  /** Others have their turn before the next delivery. */
  private boolean waitsForTurn;

  private boolean headEnded;
  private boolean ending;
  private boolean outputEnded;
  private boolean disconnected;

  /**
   * A peer that has been accepted just now.
   *
   * @param onClosed called once, from any thread, when the socket is closed
   */
  Peer(
      TransportOptions options,
      UpgradeHandler upgrades,
      SocketLoop loop,
      InetSocketAddress remoteAddress,
      GuardChannel channel,
      Consumer<Peer> onClosed) {
    this.options = options;
    this.upgrades = upgrades;
    this.loop = loop;
    this.remoteAddress = remoteAddress;
    this.channel = channel;
    this.onClosed = onClosed;
    allowance = new Allowance(loop.events().nanoTime());
    output = new SocketOutput(this, new PlainWire(loop, channel.socket()));
    holding = options.memory().open(() -> events().execute(this::crowded));
  }

  /** Begins the time for the head. Thread: the library's, before anything is read. */
  void begin() {
    events().execute(() -> expectWithin(options.headTimeout().toNanos()));
  }

  /** The head is not acceptable. Thread: the library's, before {@link #asked}. */
  void unacceptable(HttpResponse response) {
    channel.discard();
    events().execute(() -> refused(response));
  }

  /** The head asks for an upgrade. Thread: the library's. */
  void asked(RequestHead head) {
    events().execute(() -> judge(head));
  }

  @Override
  public void received() {
    events().signal(delivery);
  }

  @Override
  public void closed() {
    onClosed.accept(this);
    events().execute(this::disconnected);
  }

  @Override
  public void accepted(ByteBuffer head, Acceptance acceptance) {
    dropHead();
    if (ending) { // it has been refused since, for want of memory
      close();
    }
    session = new WebSocketSession(this, acceptance);
    session.open(head);
    if (disconnected) {
      session.disconnected();
    }
  }

  @Override
  public void refused(HttpResponse response) {
    if (session == null && !ending && !disconnected) {
      headEnded = true;
      events().cancel(deadline);
      output.send(ResponseHead.refusal(response, loop::report));
      finish();
    }
  }

  @Override
  public SocketLoop loop() {
    return loop;
  }

  @Override
  public Holding holding() {
    return holding;
  }

  @Override
  public SocketOutput output() {
    return output;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void awaitWritable() throws IOException {
    try {
      demand = loop.register(channel.socket(), SelectionKey.OP_WRITE, this);
    } catch (CancelledKeyException e) {
      throw new IOException("closed by the library", e);
    }
  }

  @Override
  public void ready() {
    try {
      demand.interestOps(0);
      if (output.resume()) {
        writable();
      }
    } catch (IOException | CancelledKeyException e) { // broken, or closed meanwhile
      close();
    } catch (Throwable t) {
      loop.report("connection", t);
      close();
    }
  }

  @Override
  public void spent(int bytes) {
    allowance.spend(bytes, events().nanoTime());
  }

  @Override
  public void pauseReads() {
    readsPaused = true;
  }

  @Override
  public void resumeReads() {
    readsPaused = false;
    events().signal(delivery);
  }

  @Override
  public void finish() {
    if (ending || disconnected) {
      return;
    }
    ending = true;
    channel.discard();
    if (!output.full()) {
      writable();
    }
  }

  /** Thread: any. */
  @Override
  public void abort() {
    channel.abort();
  }

  /** Thread: any. */
  @Override
  public void close() {
    channel.end();
  }

  private void judge(RequestHead head) {
    if (headEnded || disconnected) {
      return;
    }
    headEnded = true;
    events().cancel(deadline);
    try {
      upgrades.upgrade(
          head.request(remoteAddress), new Verdict(loop, options.executor(), head, this));
    } catch (RuntimeException e) { // against its contract
      loop.report("upgrade handler", e);
      refused(ResponseHead.INTERNAL_ERROR);
    }
  }

  private void writable() {
    if (!ending) {
      session.writable();
      return;
    }
    outputEnded = true;
    expectWithin(LINGER_NANOS);
    try {
      channel.finish();
    } catch (IOException e) { // gone already
      close();
    }
    if (channel.inputEnded()) {
      close();
    }
  }

  /** Delivers, unless it has said much of late: then the others come first. */
  private void deliverInTurn() {
    if (waitsForTurn) {
      return;
    }
    if (allowance.covers(0, events().nanoTime())) {
      deliver();
    } else {
      waitsForTurn = true;
      loop.bulkReads().add(this);
    }
  }

  @Override
  public void readOn() {
    waitsForTurn = false;
    deliver();
  }

  private void deliver() {
    if (disconnected) {
      channel.drop();
      return;
    }
    try {
      if (session != null && !readsPaused) {
        allowance.spend(channel.deliver(session), events().nanoTime());
        deliverRestLater();
      }
      channel.endTurn();
      if (channel.inputEnded()) {
        deliverEnd();
      }
    } catch (Throwable t) { // the listener's
      loop.report("connection", t);
      close();
    }
  }

  /** The session has had its share of this turn. */
  private void deliverRestLater() {
    if (!readsPaused && !channel.isDelivered()) {
      events().signal(delivery);
    }
  }

  private void deliverEnd() {
    if (outputEnded) {
      close();
    } else if (!ending && channel.allDelivered()) {
      if (session == null) {
        close();
      } else {
        session.inputEnded();
      }
    }
  }

  private void disconnected() {
    disconnected = true;
    events().cancel(deadline);
    output.close();
    channel.drop();
    dropHead();
    holding.close();
    if (session != null) {
      session.disconnected();
    }
  }

  /** The head takes so much memory by now. Thread: the library's. */
  void holdsHead(int bytes) {
    int more = bytes - headHeld.getAndSet(bytes);
    if (!holding.take(more)) {
      headHeld.addAndGet(-more);
      unacceptable(CROWDED);
    }
    if (isClosed()) {
      dropHead();
    }
  }

  private void dropHead() {
    holding.give(headHeld.getAndSet(0));
  }

  private void crowded() {
    if (disconnected) {
      return;
    }
    if (ending) {
      close();
    } else if (session == null) {
      refused(CROWDED);
    } else {
      session.crowded();
    }
  }

  private void expectWithin(long nanos) {
    events().schedule(deadline, events().nanoTime() + nanos);
  }

  private final class Delivery extends LoopTask {
    @Override
    protected void run() {
      deliverInTurn();
    }
  }

  /** Ends the time for the head, later that for the end. */
  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      if (ending) {
        close();
      } else {
        refused(HttpResponse.text(408, "request head not complete in time"));
      }
    }
  }
}
