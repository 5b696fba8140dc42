package dev.deltawire.tck;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One upgraded peer: a reading thread that waits for the loop at every message, and a writing one.
 */
final class ReferenceConnection implements WebSocketChannel {

  private final ReferenceTransport transport;
  private final Socket socket;
  private final Sabotage sabotage;
  private final EventLoop loop;
  private final InetSocketAddress remote;
  private final ReferenceOutbox outbox;
  private final Semaphore delivered = new Semaphore(0);
  private final Task pump = new Task(this::fillMore);
  private final Timer linger = new Timer();
  private final Holding holding;
  private volatile boolean terminated;
  private volatile int maxMessageBytes;

  private WebSocketListener listener;
  private final ArrayDeque<Consumer<WebSocketListener>> held = new ArrayDeque<>();
  private boolean suspended;
  private boolean delivering;
  private boolean filling;
  private boolean wanted;
  private boolean finishing;
  private boolean ended;
  private boolean crowded;

  ReferenceConnection(
      ReferenceTransport transport, Socket socket, int maxMessageBytes, Sabotage sabotage) {
    this.maxMessageBytes = maxMessageBytes;
    this.transport = transport;
    this.socket = socket;
    this.sabotage = sabotage;
    loop = transport.loop().loop();
    remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    holding = transport.options().memory().open(() -> loop.execute(this::letGo));
    holding.known(sabotage.breaks(172));
    outbox = new ReferenceOutbox(socket, sabotage, () -> loop.signal(pump));
  }

  /** Makes the listener. Thread: the peer's own. */
  void begin(Function<WebSocketChannel, WebSocketListener> maker) {
    onLoop(() -> make(maker));
  }

  /** Reads to the end. Thread: the peer's own. */
  void run(ReferenceFrames frames) {
    loop.signal(pump);
    transport.spawn("reference-writer", outbox);
    try {
      frames.readAll(this::deliver, listener != null && listener.takesBinary());
      if (!sabotage.breaks(99)) {
        outbox.awaitEnd(ReferencePeer.LINGER);
      }
    } catch (IOException e) { // the peer has gone, or we have
      terminated = true;
    }
    onLoop(this::end);
    outbox.abort();
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public void authenticated(int bytes) {
    holding.known(!sabotage.breaks(172));
    if (!sabotage.breaks(170)) {
      maxMessageBytes = bytes;
    }
  }

  Holding holding() {
    return holding;
  }

  int maxMessageBytes() {
    return maxMessageBytes;
  }

  @Override
  public void flush() {
    boolean deaf = (sabotage.breaks(54) && suspended) || (sabotage.breaks(40) && !delivering);
    if ((!ended || sabotage.breaks(35)) && !deaf) {
      wanted = listener != null || !sabotage.breaks(7);
      fillMore();
    }
  }

  @Override
  public boolean ready() {
    boolean busy = filling && !sabotage.breaks(181);
    return !busy && !finishing && !ended && listener != null;
  }

  @Override
  public int write(ByteBuffer frames) {
    if (!ready()) {
      return 0;
    }
    int from = frames.position();
    if (sabotage.breaks(180)) {
      frames.position(frames.limit());
    }
    return frames.position() - from + outbox.offer(frames);
  }

  @Override
  public void suspendReads() {
    suspended = !(delivering && sabotage.breaks(51));
  }

  @Override
  public void resumeReads() {
    boolean ignored = delivering && sabotage.breaks(53);
    if (suspended && !ignored) {
      suspended = false;
      loop.execute(this::deliverHeld);
    }
  }

  @Override
  public void shutdown() {
    boolean ignored = outbox.empty() && sabotage.breaks(61);
    if (!finishing && !ended && !ignored) {
      finishing = true;
      if (sabotage.breaks(60)) {
        reset();
      }
      outbox.finish();
    }
  }

  @Override
  public void terminate() {
    if (sabotage.breaks(62) && !outbox.empty()) {
      outbox.finish();
      return;
    }
    terminated = true;
    outbox.abort();
    delivered.release();
    try {
      socket.close();
    } catch (IOException e) { // closed it is
      Thread.onSpinWait();
    }
  }

  private void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close(); // at once, lest the outbox send FIN before
    } catch (IOException e) { // closed already
      Thread.onSpinWait();
    }
    terminate();
  }

  private void make(Function<WebSocketChannel, WebSocketListener> maker) {
    try {
      listener = maker.apply(this);
    } catch (RuntimeException e) {
      if (!sabotage.breaks(38)) {
        transport.options().errorHandler().onError("listener", e);
      }
      ended = true;
      terminate();
    }
  }

  /** Hands one call to the loop and waits until the listener has had it. Thread: the peer's own. */
  private void deliver(Consumer<WebSocketListener> call) {
    while (sabotage.breaks(47) && !outbox.empty() && !terminated) {
      Thread.onSpinWait();
    }
    if (terminated && !sabotage.breaks(63)) {
      return;
    }
    if (sabotage.breaks(8)) {
      arrive(call);
    } else {
      loop.execute(() -> arrive(call));
    }
    if (!sabotage.breaks(52)) {
      delivered.acquireUninterruptibly();
    }
  }

  private void arrive(Consumer<WebSocketListener> call) {
    if (suspended && !sabotage.breaks(50)) {
      held.add(call);
    } else if (!suspended) {
      call(call, sabotage.breaks(36));
      delivered.release();
    } else {
      delivered.release();
    }
  }

  private void deliverHeld() {
    while (!suspended && !held.isEmpty()) {
      arrive(held.remove());
    }
  }

  private void call(Consumer<WebSocketListener> call, boolean forgiving) {
    if (ended || crowded || (terminated && !sabotage.breaks(63))) {
      return;
    }
    delivering = true;
    try {
      call.accept(listener);
    } catch (RuntimeException e) {
      transport.options().errorHandler().onError("listener", e);
      if (!forgiving) {
        terminate();
      }
    } finally {
      delivering = false;
    }
    if (sabotage.breaks(41)) {
      flush();
    }
  }

  private void fillMore() {
    if (finishing) {
      lingerWhenSent();
    }
    boolean full = outbox.full() && !sabotage.breaks(42);
    if (!wanted || filling || full || listener == null || (ended && !sabotage.breaks(35))) {
      return;
    }
    filling = true;
    wanted = false;
    try {
      wanted |= listener.fill(outbox::offer);
    } catch (RuntimeException e) {
      transport.options().errorHandler().onError("fill", e);
      if (!sabotage.breaks(37)) {
        terminate();
      }
    } finally {
      filling = false;
    }
    if (wanted && !outbox.full() && !sabotage.breaks(46)) {
      loop.signal(pump);
    }
  }

  private void lingerWhenSent() {
    if (outbox.empty() && !linger.isScheduled() && !sabotage.breaks(67)) {
      loop.schedule(linger, loop.nanoTime() + ReferencePeer.LINGER.toNanos());
    }
  }

  private void letGo() {
    if (!sabotage.breaks(171)) {
      call(listener -> listener.onViolation(ProtocolViolation.NO_MEMORY), false);
      crowded = true;
    }
  }

  private void end() {
    loop.cancel(linger);
    holding.give(holding.bytes());
    holding.close();
    if (ended) {
      return;
    }
    terminated = true;
    int times = sabotage.breaks(34) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      try {
        listener.onDisconnected();
      } catch (RuntimeException e) {
        transport.options().errorHandler().onError("listener", e);
      }
    }
    ended = true;
  }

  private void onLoop(Runnable work) {
    CountDownLatch done = new CountDownLatch(1);
    loop.execute(
        () -> {
          work.run();
          done.countDown();
        });
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Task extends LoopTask {
    private final Runnable work;

    Task(Runnable work) {
      this.work = work;
    }

    @Override
    protected void run() {
      work.run();
    }
  }

  private final class Timer extends LoopTimer {
    @Override
    protected void expired() {
      terminate();
    }
  }
}
