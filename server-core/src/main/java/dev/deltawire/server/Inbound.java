package dev.deltawire.server;

import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.Session;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Hands a connection's messages to its session, one after the other in arrival order.
 *
 * <p>On an executor, waiting messages are copies; when too many wait, the connection stops reading
 * its socket until half of them are handled.
 */
final class Inbound {

  /** Messages handled in one go before the executor's thread is given to another connection. */
  private static final int TURN = 16;

  private final ServerConnection connection;
  private final Session session;
  private final Dispatch dispatch;
  private final Executor executor;
  private final int maxPending;
  private final long maxPendingBytes;
  private final Deque<byte[]> waiting = new ArrayDeque<>(1);
  private long waitingBytes;
  private boolean running;
  private boolean suspended;
  private boolean ended;

  /** Reasons to handle nothing further for now. */
  private int holds;

  private byte[] message = new byte[0];

  Inbound(
      ServerConnection connection,
      Session session,
      Dispatch dispatch,
      Executor executor,
      int maxPending,
      long maxPendingBytes) {
    this.connection = connection;
    this.session = session;
    this.dispatch = dispatch;
    this.executor = executor;
    this.maxPending = maxPending;
    this.maxPendingBytes = maxPendingBytes;
  }

  /**
   * Takes a message. Thread: the loop.
   *
   * @return whether to go on reading
   */
  boolean accept(ByteBuffer utf8) {
    if (dispatch == Dispatch.INLINE) {
      handleInline(utf8);
      return true;
    }
    byte[] copy = new byte[utf8.remaining()];
    utf8.get(copy);
    return enqueue(copy);
  }

  /**
   * No message follows, what waits is dropped, and the session hears of the end. Thread: the loop.
   */
  void end() {
    if (dispatch == Dispatch.INLINE) {
      close();
      return;
    }
    synchronized (this) {
      ended = true;
      waiting.clear();
      if (running) {
        return;
      }
      running = true;
    }
    submit();
  }

  /** Lets nothing be handled after the message in hand, until {@link #release}. Thread: any. */
  synchronized void hold() {
    holds++;
  }

  /** Undoes one {@link #hold}. Thread: any. */
  synchronized void release() {
    holds--;
    if (holds == 0 && !running && !waiting.isEmpty()) {
      running = true;
      submit();
    }
  }

  private void handleInline(ByteBuffer utf8) {
    int length = utf8.remaining();
    if (message.length < length) {
      message = new byte[Math.max(length, 256)];
    }
    utf8.get(message, 0, length);
    handle(message, length);
  }

  private synchronized boolean enqueue(byte[] text) {
    waiting.add(text);
    waitingBytes += text.length;
    if (!running && holds == 0) {
      running = true;
      submit();
    }
    suspended |= waiting.size() >= maxPending || waitingBytes >= maxPendingBytes;
    return !suspended;
  }

  private void submit() {
    try {
      executor.execute(this::handleWaiting);
    } catch (RuntimeException e) { // the executor is shutting down, and so is the server
      connection.defect("dispatch", e);
    }
  }

  private void handleWaiting() {
    for (int i = 0; i < TURN; i++) {
      byte[] text = next();
      if (text == null) {
        return;
      }
      handle(text, text.length);
    }
    submit();
  }

  /** The next message; null when there is none, after the end was told. */
  private byte[] next() {
    boolean tellEnd = false;
    byte[] text;
    synchronized (this) {
      if (holds > 0 && !ended) {
        running = false;
        return null;
      }
      text = waiting.poll();
      if (text != null) {
        waitingBytes -= text.length;
        resumeIfRelieved();
        return text;
      }
      if (ended) {
        tellEnd = true;
      } else {
        running = false;
      }
    }
    if (tellEnd) {
      close();
    }
    return null;
  }

  private void resumeIfRelieved() {
    if (suspended && waiting.size() <= maxPending / 2 && waitingBytes <= maxPendingBytes / 2) {
      suspended = false;
      connection.resumeReads();
    }
  }

  private void handle(byte[] text, int length) {
    if (!connection.isOpen()) {
      return;
    }
    try {
      session.onMessage(text, 0, length);
    } catch (Throwable t) { // a handler's defect ends its connection, nothing else
      connection.defect("message handler", t);
    }
  }

  private void close() {
    try {
      session.onClosed();
    } catch (Throwable t) { // as above
      connection.defect("close handler", t);
    }
  }
}
