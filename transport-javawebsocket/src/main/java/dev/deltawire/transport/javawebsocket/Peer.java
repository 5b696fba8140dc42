package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.java_websocket.exceptions.InvalidHandshakeException;

/**
 * One accepted socket from its head to its end: where the library's threads and the loop meet.
 *
 * <p>The library's threads call {@link #refused}, {@link #asked}, {@link #received} and the guard's
 * events; all of them only leave work for the loop, which owns the rest.
 */
final class Peer implements GuardChannel.Events, UpgradeResponder {

  /** How long a peer may take to end its side after our FIN, or to take a refusal. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final PeerLoop loop;
  private final InetSocketAddress remoteAddress;
  private final GuardChannel channel;
  private final ByteDraft draft;
  private final Outlet outlet;
  private final Consumer<Peer> onClosed;
  private final Queue<ByteBuffer> inbound = new ConcurrentLinkedQueue<>();
  private final LoopTask delivery = new Delivery();
  private final LoopTimer deadline = new Deadline();
  private volatile boolean inputEnded;

  private PeerSession session;
  private boolean headEnded;
  private boolean ending;
  private boolean closed;

  /**
   * A peer that has been accepted just now.
   *
   * @param onClosed called once, from any thread, when the socket is closed
   */
  Peer(
      TransportOptions options,
      UpgradeHandler upgrades,
      PeerLoop loop,
      InetSocketAddress remoteAddress,
      GuardChannel channel,
      ByteDraft draft,
      Consumer<Peer> onClosed) {
    this.options = options;
    this.upgrades = upgrades;
    this.loop = loop;
    this.remoteAddress = remoteAddress;
    this.channel = channel;
    this.draft = draft;
    this.onClosed = onClosed;
    outlet = new Outlet(channel, loop);
    draft.belongTo(this);
    channel.tell(this);
  }

  /** Begins the time for the head. Thread: the library's, before anything is read. */
  void begin() {
    loop.events().execute(() -> expectWithin(options.headTimeout().toNanos()));
  }

  /** Ends the connection without a word. Thread: any. */
  void abort() {
    channel.abort();
  }

  /** Bytes of the head have been parsed. Thread: the library's. */
  void consumed(int count) {
    channel.consumed(count);
  }

  /** The head is not acceptable. Thread: the library's. */
  void refused(HttpResponse response) {
    channel.discard();
    loop.events().execute(() -> answer(response));
  }

  /** The head asks for an upgrade. Thread: the library's. */
  void asked(RequestHead head) {
    loop.events().execute(() -> judge(head));
  }

  /** Bytes behind the head; they are this peer's. Thread: the library's. */
  void received(ByteBuffer bytes) {
    inbound.add(bytes);
    loop.events().signal(delivery);
  }

  @Override
  public void inputEnded() {
    inputEnded = true;
    loop.events().signal(delivery);
  }

  @Override
  public void closed() {
    onClosed.accept(this);
    loop.events().execute(this::disconnected);
  }

  @Override
  public void accept(
      Optional<String> subprotocol,
      int maxMessageBytes,
      Function<WebSocketChannel, WebSocketListener> listener) {
    loop.events().execute(() -> open(subprotocol, maxMessageBytes, listener));
  }

  @Override
  public void refuse(HttpResponse response) {
    if (response.stream().isPresent()) {
      options.executor().execute(() -> refuse(ResponseBytes.buffered(response)));
    } else {
      loop.events().execute(() -> answer(response));
    }
  }

  /** Ends the connection after what has been written. Thread: the loop. */
  void end() {
    if (ending || closed) {
      return;
    }
    ending = true;
    expectWithin(LINGER_NANOS);
    channel.discard();
    inbound.clear();
    if (!outlet.full()) {
      sendFin();
    } else {
      outlet.onRoom(this::sendFin);
    }
  }

  /** Delivers what is held back, once the session takes it again. Thread: the loop. */
  void deliverMore() {
    loop.events().signal(delivery);
  }

  InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  EventLoop events() {
    return loop.events();
  }

  private void judge(RequestHead head) {
    if (headEnded || closed) {
      return;
    }
    headEnded = true;
    events().cancel(deadline);
    try {
      upgrades.upgrade(head.request(remoteAddress), this);
    } catch (RuntimeException e) { // against its contract
      options.errorHandler().onError("upgrade handler", e);
      answer(HttpResponse.text(500, "internal error"));
    }
  }

  private void open(
      Optional<String> subprotocol,
      int maxMessageBytes,
      Function<WebSocketChannel, WebSocketListener> listener) {
    session = new PeerSession(this, channel, outlet, options, maxMessageBytes);
    session.open(listener);
    if (closed) {
      session.disconnected();
    } else {
      switchProtocols(subprotocol);
    }
    deliverMore();
  }

  private void switchProtocols(Optional<String> subprotocol) {
    try {
      draft.switchingProtocols(subprotocol).forEach(outlet::send);
    } catch (InvalidHandshakeException e) { // the core has accepted a handshake without a key
      options.errorHandler().onError("handshake", e);
      channel.abort();
    }
  }

  private void answer(HttpResponse response) {
    if (session == null && !ending && !closed) {
      headEnded = true;
      events().cancel(deadline);
      outlet.send(ResponseBytes.of(response));
      end();
    }
  }

  private void sendFin() {
    try {
      channel.finish();
    } catch (IOException e) { // gone already
      channel.abort();
    }
    if (inputEnded) {
      channel.abort();
    }
  }

  private void deliver() {
    while (session != null && session.reads() && !inbound.isEmpty()) {
      ByteBuffer next = inbound.element();
      int before = next.remaining();
      session.read(next);
      channel.consumed(before - next.remaining());
      if (!next.hasRemaining()) {
        inbound.poll();
      }
    }
    if (ending) {
      inbound.clear();
    }
    boolean allDelivered = inbound.isEmpty() && !channel.hasUnread();
    if (inputEnded && (ending || allDelivered)) {
      channel.abort();
    }
  }

  private void disconnected() {
    closed = true;
    events().cancel(deadline);
    inbound.clear();
    if (session != null) {
      session.disconnected();
    }
  }

  private void expectWithin(long nanos) {
    events().schedule(deadline, events().nanoTime() + nanos);
  }

  private final class Delivery extends LoopTask {
    @Override
    protected void run() {
      deliver();
    }
  }

  /** Ends the time for the head, later that for the end. */
  private final class Deadline extends LoopTimer {
    @Override
    protected void expired() {
      if (ending) {
        channel.abort();
      } else {
        channel.discard();
        answer(HttpResponse.text(408, "request head not complete in time"));
      }
    }
  }
}
