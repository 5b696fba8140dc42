package dev.deltawire.peers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** As fast as it goes, but only so many tokens ahead of the slowest receiver, in whole batches. */
final class Window implements Pace {

  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final long size;
  private final long batch;
  private final long start = System.nanoTime();
  private volatile long acknowledged;
  private volatile Thread waiting;

  Window(long size, long batch) {
    if (size < batch) {
      throw new IllegalArgumentException("a window of " + size + " holds no batch of " + batch);
    }
    this.size = size;
    this.batch = batch;
  }

  @Override
  public long startNanos() {
    return start;
  }

  @Override
  public long await(long produced) {
    long allowed = allowed();
    if (allowed > produced) {
      return allowed;
    }
    waiting = Thread.currentThread();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long left = PATIENCE_NANOS;
    while (allowed() <= produced && left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = deadline - System.nanoTime();
    }
    return allowed();
  }

  @Override
  public void acknowledge(long tokens) {
    acknowledged = tokens;
    LockSupport.unpark(waiting);
  }

  @Override
  public boolean saturates() {
    return true;
  }

  private long allowed() {
    return (acknowledged + size) / batch * batch;
  }
}
