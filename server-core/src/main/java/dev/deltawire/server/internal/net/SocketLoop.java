package dev.deltawire.server.internal.net;

import dev.deltawire.server.internal.rfc7692.Inflation;
import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One thread, one selector, one {@link EventLoop}, and the buffers that its connections share.
 *
 * <p>Nothing that a connection, a task or the operating system does ends it; {@link #stop} does.
 */
public final class SocketLoop implements Runnable {

  static final int BUFFER_BYTES = 64 * 1024;

  /** What a turn may read altogether, unless even the least from each socket is more. */
  private static final int TURN_BYTES = 1 << 20;

  private static final int LEAST_READ_BYTES = 4096;

  private static final int FIRST_READY_CAPACITY = 64;
  private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int CLOSING_TURNS = 8;

  private final long writeStallNanos;
  private final Selector selector;
  private final Wakeup wakeup;
  private final EventLoop events;
  private final ErrorHandler errors;
  private final Thread thread;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer writeBuffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final WriteBatch writeBatch = new WriteBatch();
  private final Inflation inflation = new Inflation();
  private final BulkReads bulkReads;
  private final Consumer<SelectionKey> collect = this::collect;

  private TlsBuffers tlsBuffers;
  private SelectionKey[] ready = new SelectionKey[FIRST_READY_CAPACITY];
  private int readyCount;
  private int readShare = BUFFER_BYTES;
  private long turnNanos;
  private volatile boolean stopping;
  private volatile boolean ended;

  /** A loop whose thread, named {@code name}, has not started. */
  public SocketLoop(
      String name, LongSupplier nanoClock, Duration writeStallTimeout, ErrorHandler errors)
      throws IOException {
    this.writeStallNanos = writeStallTimeout.toNanos();
    this.selector = Selector.open();
    this.wakeup = wakeupOf(selector);
    this.events = EventLoop.create(wakeup, nanoClock, errors);
    this.errors = ErrorHandler.guarded(errors);
    this.bulkReads = new BulkReads(nanoClock, this.errors);
    this.turnNanos = nanoClock.getAsLong();
    this.thread = new Thread(this, name);
  }

  private static Wakeup wakeupOf(Selector selector) throws IOException {
    try {
      return Wakeup.of(selector);
    } catch (IOException e) { // too many descriptors are open
      selector.close();
      throw e;
    }
  }

  /** How long a socket may take nothing of what it was handed. */
  long writeStallNanos() {
    return writeStallNanos;
  }

  /** Its tasks and timers. Thread: any. */
  public EventLoop events() {
    return events;
  }

  /**
   * Takes one read of one connection at a time, or what that has kept of one; empty again when the
   * connection's turn ends.
   */
  public ByteBuffer readBuffer() {
    return readBuffer;
  }

  /** When the sockets of this turn were found ready. */
  public long turnNanos() {
    return turnNanos;
  }

  /** Bytes that one read may take: the more sockets are ready, the sooner the next one's turn. */
  int readShare() {
    return readShare;
  }

  /** Where a socket that has said much waits for its next read. */
  public BulkReads bulkReads() {
    return bulkReads;
  }

  static int shareOf(int sockets) {
    return sockets <= TURN_BYTES / BUFFER_BYTES
        ? BUFFER_BYTES
        : Math.max(LEAST_READ_BYTES, TURN_BYTES / sockets);
  }

  /** Where bytes from the heap pass on their way to a socket. */
  ByteBuffer writeBuffer() {
    return writeBuffer;
  }

  WriteBatch writeBatch() {
    return writeBatch;
  }

  /** An inflater for one connection. */
  MessageInflater inflater(boolean takeover, int maxBytes) {
    return new MessageInflater(inflation, takeover, maxBytes);
  }

  /** Made when the first TLS socket comes. Thread: the loop. */
  TlsBuffers tlsBuffers() {
    if (tlsBuffers == null) {
      tlsBuffers = new TlsBuffers();
    }
    return tlsBuffers;
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Whether the thread has ended, and tasks run no more. Thread: any. */
  public boolean ended() {
    return ended;
  }

  /** Lets the loop end after this turn. Thread: any. */
  public void stop() {
    stopping = true;
    wakeup.run();
  }

  /**
   * Waits for the end; closes the selector of a loop that never started. Thread: any but the
   * loop's.
   */
  public void awaitEnd() {
    if (thread.getState() == Thread.State.NEW) {
      closeSelector();
      return;
    }
    Threads.join(thread);
  }

  /**
   * Has {@code attachment} called when the channel is ready for one of {@code operations}. Thread:
   * the loop, or any before it starts.
   */
  public SelectionKey register(SelectableChannel channel, int operations, Selectable attachment)
      throws IOException {
    return channel.register(selector, operations, attachment);
  }

  /** Tells the error handler. Does not throw. Thread: any. */
  public void report(String where, Throwable error) {
    errors.onError(where, error);
  }

  @Override
  public void run() {
    events.enter();
    while (!stopping) {
      try {
        turn();
      } catch (Throwable t) { // a defect must not end the loop
        report("event loop", t);
        LockSupport.parkNanos(AFTER_FAILURE_NANOS);
      }
    }
    closeEverything();
    ended = true;
  }

  private void turn() throws IOException {
    readyCount = 0; // whatever the last turn came to
    long waitNanos = events.runPending();
    select(bulkReads.size() == 0 ? waitNanos : 0);
    events.waited();
    turnNanos = events.nanoTime();
    readShare = shareOf(readyCount + bulkReads.size());
    for (int i = 0; i < readyCount; i++) {
      ((Selectable) ready[i].attachment()).ready();
      ready[i] = null;
    }
    bulkReads.turn();
  }

  private void select(long waitNanos) throws IOException {
    if (!events.mayWait() || waitNanos == 0) {
      selector.selectNow(collect);
    } else if (waitNanos == Long.MAX_VALUE) {
      selector.select(collect);
    } else {
      selector.select(collect, 1 + (waitNanos - 1) / TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void collect(SelectionKey key) {
    if (readyCount == ready.length) {
      ready = Arrays.copyOf(ready, 2 * readyCount);
    }
    ready[readyCount++] = key;
  }

  private void closeEverything() {
    for (int i = 0; i < CLOSING_TURNS; i++) {
      for (SelectionKey key : new ArrayList<>(selector.keys())) {
        ((Selectable) key.attachment()).close();
      }
      events.runPending(); // sockets on their way here, and what closing has set off
      bulkReads.end();
    }
    inflation.close();
    closeSelector();
  }

  private void closeSelector() {
    wakeup.close();
    try {
      selector.close();
    } catch (IOException e) {
      report("closing a selector", e);
    }
  }
}
