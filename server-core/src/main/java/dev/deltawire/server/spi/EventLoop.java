package dev.deltawire.server.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The core's half of an event loop: one task queue and one timer wheel.
 *
 * <p>A transport makes one per loop thread and supplies the thread and the way to wait:
 *
 * <pre>{@code
 * loop.enter();
 * while (running) {
 *   long waitNanos = loop.runPending();
 *   if (loop.mayWait()) {
 *     waitForSocketsOrWakeup(waitNanos);
 *   }
 *   loop.waited();
 *   handleSockets();
 * }
 * }</pre>
 *
 * <p>{@link #execute} and {@link #signal} work from any thread; everything else belongs to the
 * loop's thread.
 */
public final class EventLoop implements Executor {

  /** How many tasks are looked at together, before the first of them runs. */
  private static final int TOGETHER = 16;

  private final Runnable wakeup;
  private final LongSupplier nanoClock;
  private final ErrorHandler errors;
  private final TimerWheel timers;
  private final AtomicReference<LoopTask> submitted = new AtomicReference<>();
  private volatile boolean waiting;
  private volatile Thread thread;

  private EventLoop(Runnable wakeup, LongSupplier nanoClock, ErrorHandler errors) {
    this.wakeup = wakeup;
    this.nanoClock = nanoClock;
    this.errors = ErrorHandler.guarded(errors);
    this.timers = new TimerWheel(nanoClock.getAsLong());
  }

  /**
   * Makes a loop.
   *
   * @param wakeup ends the transport's wait; called from any thread, at least once per wait that
   *     has to end
   */
  public static EventLoop create(Runnable wakeup, LongSupplier nanoClock, ErrorHandler errors) {
    return new EventLoop(wakeup, nanoClock, errors);
  }

  /** Makes the calling thread the loop's thread. */
  public void enter() {
    thread = Thread.currentThread();
  }

  /** Whether the calling thread is the loop's. Thread: any. */
  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** The loop's clock, in nanoseconds. Thread: any. */
  public long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** Runs {@code command} on the loop, after what was submitted before. Thread: any. */
  @Override
  public void execute(Runnable command) {
    signal(new OneShot(command));
  }

  /** Queues {@code task} unless it is queued already. Thread: any. */
  public void signal(LoopTask task) {
    if (!task.arm()) {
      return;
    }
    LoopTask head;
    do {
      head = submitted.get();
      task.next = head;
    } while (!submitted.compareAndSet(head, task));
    if (waiting) {
      wakeup.run();
    }
  }

  /** Sets or moves a timer's deadline. */
  public void schedule(LoopTimer timer, long deadlineNanos) {
    timers.schedule(timer, deadlineNanos);
  }

  /** Clears a timer's deadline, if it has one. */
  public void cancel(LoopTimer timer) {
    timers.cancel(timer);
  }

  /**
   * Runs the tasks that are queued now and the timers that are due.
   *
   * @return nanoseconds to the next deadline, {@link Long#MAX_VALUE} if there is none
   */
  public long runPending() {
    LoopTask task = inOrder(submitted.getAndSet(null));
    LoopTask unseen = task;
    while (task != null) {
      if (task == unseen) {
        unseen = peek(task);
      }
      LoopTask following = task.next;
      task.next = null;
      runOne(task);
      task = following;
    }
    long now = nanoClock.getAsLong();
    timers.advance(now, errors);
    return timers.nanosUntilNext(now);
  }

  /**
   * Announces a wait. While it lasts, a submission calls the wakeup.
   *
   * @return whether to wait; false when a task has come in since {@link #runPending}
   */
  public boolean mayWait() {
    waiting = true;
    return submitted.get() == null;
  }

  /** Ends what {@link #mayWait} began. */
  public void waited() {
    waiting = false;
  }

  private void runOne(LoopTask task) {
    task.disarm();
    try {
      task.run();
    } catch (Throwable t) { // one task's defect must not end the loop
      errors.onError("loop task", t);
    }
  }

  /** Looks at the next few tasks; the one behind them, or null where that was of no use. */
  private LoopTask peek(LoopTask first) {
    LoopTask task = first;
    int useful = 0;
    try {
      for (int i = 0; i < TOGETHER && task != null; i++) {
        useful += task.peek() ? 1 : 0;
        task = task.next;
      }
    } catch (Throwable t) { // as when it runs
      errors.onError("loop task", t);
    }
    return useful > 0 ? task : null;
  }

  /** Turns the stack of submissions, newest first, into a list, oldest first. */
  private static LoopTask inOrder(LoopTask newest) {
    LoopTask ordered = null;
    LoopTask task = newest;
    while (task != null) {
      LoopTask following = task.next;
      task.next = ordered;
      ordered = task;
      task = following;
    }
    return ordered;
  }

  private static final class OneShot extends LoopTask {
    private final Runnable command;

    OneShot(Runnable command) {
      this.command = command;
    }

    @Override
    protected void run() {
      command.run();
    }
  }
}
