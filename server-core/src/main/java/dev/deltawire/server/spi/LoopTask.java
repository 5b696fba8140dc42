package dev.deltawire.server.spi;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A recurring piece of work of one {@link EventLoop}, its own node in the loop's queue.
 *
 * <p>{@link EventLoop#signal} queues it unless it is queued already, and allocates nothing.
 */
public abstract class LoopTask {

  private static final VarHandle QUEUED;

  static {
    try {
      QUEUED = MethodHandles.lookup().findVarHandle(LoopTask.class, "queued", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Link in the loop's queue; written before the task is published there. */
  LoopTask next;

  @SuppressWarnings("unused") // through QUEUED
  private volatile boolean queued;

  /** For subclasses. */
  protected LoopTask() {}

  /** Does the work. Thread: the loop; a throw goes to the loop's {@link ErrorHandler}. */
  protected abstract void run();

  /**
   * Looks at what {@link #run} is going to need, and changes nothing. It is called some tasks ahead
   * of it, so that several tasks wait at once for memory that nobody has touched for long. Thread:
   * the loop.
   *
   * @return whether that may have been of use
   */
  protected boolean peek() {
    return false;
  }

  /** Whether it is queued: what was done before a signal is seen by whoever sees this. */
  protected final boolean signalled() {
    return queued;
  }

  /** Whether the caller now has to queue this task. */
  final boolean arm() {
    return !(boolean) QUEUED.getVolatile(this) && QUEUED.compareAndSet(this, false, true);
  }

  /** Lets signals that come from now on queue the task again; called before {@link #run}. */
  final void disarm() {
    QUEUED.setVolatile(this, false);
  }
}
