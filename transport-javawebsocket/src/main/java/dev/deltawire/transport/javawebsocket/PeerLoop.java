package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.EventLoop;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A thread that runs an event loop and waits for sockets to take bytes again.
 *
 * <p>The library's own selector serves reading only: when a socket has become writable it forgets a
 * demand that another thread makes at the same moment, and it never clears that readiness.
 */
final class PeerLoop implements Runnable {

  private static final long ROUND_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1) - 1;

  private final Selector selector;
  private final EventLoop events;
  private final ErrorHandler errors;
  private final Thread thread;
  private boolean stopped;

  PeerLoop(int index, LongSupplier nanoClock, ErrorHandler errors) throws IOException {
    this.errors = errors;
    selector = Selector.open();
    events = EventLoop.create(selector::wakeup, nanoClock, errors);
    thread = new Thread(this, "deltawire-javawebsocket-" + index);
  }

  /** Thread: any. */
  EventLoop events() {
    return events;
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the tasks that are queued now, and returns when it has ended. */
  void stop() {
    events.execute(() -> stopped = true);
    if (thread.isAlive()) {
      Threads.join(thread);
    }
  }

  /**
   * Runs {@code then} on this loop, once, when the socket can take bytes. Thread: the loop.
   *
   * <p>Throws when the socket is closed.
   */
  void awaitWritable(SocketChannel socket, Runnable then) throws IOException {
    socket.register(selector, SelectionKey.OP_WRITE, then);
  }

  @Override
  public void run() {
    events.enter();
    while (!stopped) {
      long waitNanos = events.runPending();
      try {
        select(stopped || !events.mayWait() ? 0 : waitNanos);
      } catch (IOException e) {
        errors.onError("select", e);
      } finally {
        events.waited();
      }
      runWritable();
    }
    closeSelector();
  }

  private void select(long waitNanos) throws IOException {
    if (waitNanos <= 0) {
      selector.selectNow();
    } else {
      long ceiling = Math.min(waitNanos, Long.MAX_VALUE - ROUND_UP_NANOS) + ROUND_UP_NANOS;
      selector.select(TimeUnit.NANOSECONDS.toMillis(ceiling));
    }
  }

  private void runWritable() {
    for (SelectionKey key : selector.selectedKeys()) {
      try {
        key.interestOps(0);
        ((Runnable) key.attachment()).run();
      } catch (CancelledKeyException e) { // closed meanwhile; its peer is told in another way
        key.cancel();
      } catch (Throwable t) { // one connection's defect must not end the loop
        errors.onError("write", t);
      }
    }
    selector.selectedKeys().clear();
  }

  private void closeSelector() {
    try {
      selector.close();
    } catch (IOException e) {
      errors.onError("close selector", e);
    }
  }
}
