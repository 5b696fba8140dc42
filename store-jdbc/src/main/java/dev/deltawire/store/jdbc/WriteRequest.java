package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** One caller's work and, in the end, its outcome. */
final class WriteRequest<T> {

  private final Work<T> work;
  private final Thread caller = Thread.currentThread();
  private T result;
  private StoreException failure;
  private volatile boolean settled;

  WriteRequest(Work<T> work) {
    this.work = work;
  }

  /** Runs the work and keeps its result; what an earlier run has left is forgotten. */
  void run(Statements sql) throws SQLException, StoreException {
    failure = null;
    result = work.run(sql);
  }

  /** Notes that the work, or the commit of it, has failed. */
  void fail(StoreException cause) {
    result = null;
    failure = cause;
  }

  /** Lets the caller go on with what was noted last. */
  void settle() {
    settled = true;
    LockSupport.unpark(caller);
  }

  /** Waits until it is settled, whatever interrupts: only then is it known whether it is stored. */
  T await() throws StoreException {
    boolean interrupted = false;
    while (!settled) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
    return result;
  }
}
