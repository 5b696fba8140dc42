package dev.deltawire.server.spi;

/**
 * A deadline of one {@link EventLoop}, its own node in the loop's timer wheel.
 *
 * <p>Made once and scheduled as often as needed. Thread: the loop.
 */
public abstract class LoopTimer {

  LoopTimer previous;
  LoopTimer next;
  int slot = TimerWheel.UNSCHEDULED;
  long deadlineNanos;

  /** For subclasses. */
  protected LoopTimer() {}

  /** The deadline has passed. A throw goes to the loop's {@link ErrorHandler}. */
  protected abstract void expired();

  /** Whether a deadline is set and has not passed. */
  public final boolean isScheduled() {
    return slot != TimerWheel.UNSCHEDULED;
  }
}
