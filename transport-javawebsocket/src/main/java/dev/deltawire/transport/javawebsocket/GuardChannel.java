package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.Allowance;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.internal.net.Phase;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.Holding;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;

/**
 * One socket as the library sees it: it reads no more than the peer's listener keeps up with, keeps
 * what is read until the loop delivers it, and its end, however it comes, is heard of once.
 *
 * <p>The library reads on its selector's thread; everything else may be called from any.
 */
final class GuardChannel implements ByteChannel {

  /** Bytes read and not yet consumed at which reading pauses; the last read may exceed it. */
  private static final int MAX_UNREAD_BYTES = 64 << 10;

  /** Bytes read and dropped at which a peer that is told to go has had its chance to listen. */
  private static final int MAX_DROPPED_BYTES = 1 << 20;

  /** Where a socket is that has said much: its reads are among the few that the library has. */
  private enum Turn {
    NONE,
    /** Others have theirs. */
    AWAITED,
    /** It may read once. */
    BEGUN,
    /** It has read, and that is to be parsed or delivered. */
    USED
  }

  /** What a socket hears of the library. */
  interface Events {
    /** What its bytes are counted with. */
    Holding holding();

    /** There is something to deliver: bytes, or their end. */
    void received();

    /** The socket is closed; the last call, exactly once. */
    void closed();
  }

  private final SocketChannel socket;
  private final SelectionKey key;
  private final BusyTurns turns;
  private final EventLoop loop;
  private final Allowance allowance;
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.NONE);
  private final Queue<ByteBuffer> inbound = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unread = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean paused;
  private volatile boolean discarding;
  private volatile boolean inputEnded;

  /** Thread: the library's. */
  private int dropped;

  private Events events;

  GuardChannel(SocketChannel socket, SelectionKey key, BusyTurns turns, EventLoop loop) {
    this.socket = socket;
    this.key = key;
    this.turns = turns;
    this.loop = loop;
    this.allowance = new Allowance(loop.nanoTime());
  }

  /** Says who hears of the events. Thread: the one that made this, before anything is read. */
  void tell(Events listener) {
    events = listener;
  }

  SocketChannel socket() {
    return socket;
  }

  /** Reads for the library; nothing while paused, so that the peer's own buffers fill up. */
  @Override
  public int read(ByteBuffer dst) throws IOException {
    if (isPaused() || !isItsTurn()) {
      return 0;
    }
    int count = socket.read(dst);
    if (count <= 0 || discarding) {
      endTurn();
    }
    if (count < 0) {
      inputEnded = true;
      interest(false);
      events.received();
      return 0;
    }
    allowance.spend(count, loop.nanoTime());
    if (discarding) {
      dst.clear();
      countDropped(count);
      return 0;
    }
    useTurn();
    if (unread.addAndGet(count) >= MAX_UNREAD_BYTES) {
      paused = true;
      interest(false);
    }
    return count;
  }

  /** The library ends whoever throws. */
  private void countDropped(int count) throws IOException {
    dropped += count;
    if (dropped > MAX_DROPPED_BYTES) {
      throw new IOException("it goes on after its end");
    }
  }

  /**
   * Whether it is not to read. Thread: the library's, which reads on whom it has once selected and
   * got nothing from, whatever it is interested in.
   */
  private boolean isPaused() {
    if (!paused && !inputEnded) {
      return false;
    }
    interest(false);
    if (!paused && !inputEnded) {
      interest(true); // it was resumed meanwhile
    }
    return true;
  }

  /**
   * Whether it may read now; who has said much of late waits until few others do. Thread: the
   * library's.
   */
  private boolean isItsTurn() {
    if (turn.get() == Turn.BEGUN) {
      return true;
    }
    if (turn.get() == Turn.NONE && allowance.covers(0, loop.nanoTime())) {
      return true;
    }
    interest(false);
    if (turn.compareAndSet(Turn.NONE, Turn.AWAITED)) {
      turns.begin(() -> loop.execute(this::beginTurn));
    } else if (turn.get() == Turn.BEGUN) {
      interest(true); // it has begun meanwhile
    }
    return false;
  }

  /** Thread: the loop. */
  private void beginTurn() {
    turn.set(Turn.BEGUN);
    if (closed.get()) {
      endTurn();
    } else {
      interest(true);
    }
  }

  /** It has read what it may. Thread: the library's. */
  private void useTurn() {
    if (turn.get() == Turn.BEGUN) {
      interest(false); // first, because whoever ends the turn undoes it
      if (!turn.compareAndSet(Turn.BEGUN, Turn.USED)) {
        interest(true);
      }
    }
  }

  /** What was read in its turn has been looked at, or never will be. Thread: any. */
  void endTurn() {
    Turn before = turn.getAndUpdate(now -> now == Turn.AWAITED ? now : Turn.NONE);
    if (before == Turn.BEGUN || before == Turn.USED) {
      turns.over();
      if (!paused) {
        interest(true);
      }
    }
  }

  /** Tells that bytes which {@link #read} returned have been dealt with. */
  void consumed(int count) {
    if (unread.addAndGet(-count) < MAX_UNREAD_BYTES && paused) {
      resume();
    }
  }

  /** Keeps bytes behind the head for {@link #deliver}. Thread: the library's. */
  void keep(ByteBuffer bytes) {
    events.holding().takeAnyway(bytes.capacity(), bytes.capacity());
    inbound.add(bytes);
    events.received();
  }

  /**
   * Hands over what was kept, as far as {@code phase} takes it; returns how much that is. Thread:
   * the loop.
   */
  int deliver(Phase phase) {
    int taken = 0;
    while (!inbound.isEmpty()) {
      ByteBuffer next = inbound.element();
      int before = next.remaining();
      phase.received(next);
      int count = before - next.remaining();
      taken += count;
      consumed(count);
      if (next.hasRemaining()) {
        return taken;
      }
      inbound.poll();
      events.holding().give(next.capacity());
    }
    return taken;
  }

  /** Forgets what was kept. Thread: the loop. */
  void drop() {
    for (ByteBuffer next = inbound.poll(); next != null; next = inbound.poll()) {
      events.holding().give(next.capacity());
    }
  }

  /** Whether nothing is kept for {@link #deliver}. Thread: the loop. */
  boolean isDelivered() {
    return inbound.isEmpty();
  }

  /** Whether the peer has ended its side; nothing more is read. */
  boolean inputEnded() {
    return inputEnded;
  }

  /** Whether all that was read has been {@link #consumed}. */
  boolean allDelivered() {
    return inbound.isEmpty() && unread.get() == 0;
  }

  /** From now on reads and drops what comes, in its turn, and no more than a mebibyte of it. */
  void discard() {
    discarding = true;
    endTurn();
    resume();
  }

  /** Sends FIN. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection at once, so that the peer notices: by RST. */
  void abort() {
    try {
      socket.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // broken already: there is nothing to reset, but all the more to close
    }
    end();
  }

  /** Ends the connection without a word. */
  void end() {
    WebSocketImpl connection = (WebSocketImpl) key.attachment();
    connection.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    close();
  }

  @Override
  public int write(ByteBuffer src) throws IOException {
    return socket.write(src);
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) { // closed it is
      key.cancel();
    }
    endTurn();
    events.closed();
  }

  private void resume() {
    paused = false;
    interest(true);
  }

  /** The library sets a key's interests only when it has written; here it never writes. */
  private void interest(boolean reading) {
    try {
      if (reading) {
        key.interestOpsOr(SelectionKey.OP_READ);
        key.selector().wakeup();
      } else {
        key.interestOpsAnd(~SelectionKey.OP_READ);
      }
    } catch (CancelledKeyException e) { // closed meanwhile
      paused = true;
    }
  }
}
