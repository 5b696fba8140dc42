package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.Phase;
import dev.deltawire.server.spi.Holding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Queue<ByteBuffer> inbound = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unread = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean paused;
  private volatile boolean discarding;
  private volatile boolean inputEnded;
  private Events events;

  GuardChannel(SocketChannel socket, SelectionKey key) {
    this.socket = socket;
    this.key = key;
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
    if (paused || inputEnded) {
      interest(false);
      return 0;
    }
    int count = socket.read(dst);
    if (count < 0) {
      inputEnded = true;
      interest(false);
      events.received();
      return 0;
    }
    if (discarding) {
      dst.clear();
      return 0;
    }
    if (unread.addAndGet(count) >= MAX_UNREAD_BYTES) {
      paused = true;
      interest(false);
    }
    return count;
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

  /** Hands over what was kept, as far as {@code phase} takes it. Thread: the loop. */
  void deliver(Phase phase) {
    while (!inbound.isEmpty()) {
      ByteBuffer next = inbound.element();
      int before = next.remaining();
      phase.received(next);
      consumed(before - next.remaining());
      if (next.hasRemaining()) {
        return;
      }
      inbound.poll();
      events.holding().give(next.capacity());
    }
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

  /** From now on reads and drops what comes. */
  void discard() {
    discarding = true;
    resume();
  }

  /** Sends FIN. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection without a word. */
  void abort() {
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
