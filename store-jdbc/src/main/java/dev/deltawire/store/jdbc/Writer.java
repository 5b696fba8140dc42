package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The one thread that writes: all that waits goes into one transaction (group commit).
 *
 * <p>So many callers share one fsync, and nobody writes against anybody.
 */
final class Writer implements AutoCloseable {

  /** Bounds how long a transaction keeps other processes waiting. */
  private static final int MAX_BATCH = 256;

  private final BlockingQueue<WriteRequest<?>> waiting;
  private final GroupCommit commits;
  private final Thread thread;
  private final WriteRequest<Void> end = new WriteRequest<>(sql -> null);

  /** Guarded by this: nothing enters the queue after {@link #end}. */
  private boolean closed;

  @SuppressWarnings("ThreadPriorityCheck") // only what comes first hangs on it
  private Writer(GroupCommit commits, int maxWaiting) {
    this.commits = commits;
    this.waiting = new ArrayBlockingQueue<>(maxWaiting);
    this.thread = new Thread(this::run, "store-writer");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY); // sockets come first
  }

  /** A writer that refuses what comes when so many requests wait. */
  static Writer start(GroupCommit commits, int maxWaiting) {
    Writer writer = new Writer(commits, maxWaiting);
    writer.thread.start();
    return writer;
  }

  /** Runs the work in a transaction and returns when that is durable. Thread: any; blocks. */
  <T> T write(Work<T> work) throws StoreException {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a work can't wait for another work");
    }
    WriteRequest<T> request = new WriteRequest<>(work);
    enqueue(request);
    return request.await();
  }

  /** How many requests wait for the one that is being done. */
  int waiting() {
    return waiting.size();
  }

  private void enqueue(WriteRequest<?> request) throws StoreException {
    synchronized (this) {
      if (closed) {
        throw StoreException.of("the store is closed", null);
      }
      if (waiting.offer(request)) {
        return;
      }
    }
    throw StoreException.noRoom("too many requests wait for the store");
  }

  private void run() {
    List<WriteRequest<?>> batch = new ArrayList<>(MAX_BATCH);
    boolean open = true;
    while (open) {
      take(batch);
      open = !batch.remove(end);
      commits.commit(batch);
      batch.forEach(WriteRequest::settle);
      batch.clear();
    }
    commits.close();
  }

  private void take(List<WriteRequest<?>> batch) {
    try {
      batch.add(waiting.take());
      waiting.drainTo(batch, MAX_BATCH - 1);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the writer", e);
    }
  }

  /** Ends once all that has been asked is done. */
  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
    }
    if (first) {
      Uninterruptibly.run(() -> waiting.put(end));
    }
    Uninterruptibly.run(thread::join);
  }
}
