package dev.deltawire.dialects;

import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An executor whose clock stands still until it is told to move; runs tasks on the caller's thread.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {

  private final Queue<Task<?>> tasks = new PriorityQueue<>();
  private long nowNanos;
  private long sequence;

  private VirtualTime() {}

  public static VirtualTime create() {
    return new VirtualTime();
  }

  /** Runs what is due now, and whatever that makes due. */
  public void runDue() {
    advance(0);
  }

  /** Moves the clock, running tasks at their times. */
  public void advance(long millis) {
    long end = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!tasks.isEmpty() && tasks.peek().atNanos <= end) {
      Task<?> task = tasks.remove();
      nowNanos = Math.max(nowNanos, task.atNanos);
      task.run();
    }
    nowNanos = end;
  }

  public long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nowNanos);
  }

  /** Tasks that wait and are not cancelled. */
  public long waiting() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  @Override
  public void execute(Runnable command) {
    tasks.add(new Task<>(command, 0, 0));
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(new Task<>(command, unit.toNanos(delay), 0));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(new Task<>(callable, unit.toNanos(delay)));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(new Task<>(command, unit.toNanos(initialDelay), unit.toNanos(period)));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return scheduleAtFixedRate(command, initialDelay, delay, unit);
  }

  @Override
  public void shutdown() {
    tasks.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return false;
  }

  @Override
  public boolean isTerminated() {
    return false;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return false;
  }

  private <V> Task<V> add(Task<V> task) {
    tasks.add(task);
    return task;
  }

  private final class Task<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    private final long order = sequence++;
    private final long periodNanos;
    private long atNanos;

    Task(Runnable command, long delayNanos, long periodNanos) {
      super(command, null);
      this.atNanos = nowNanos + delayNanos;
      this.periodNanos = periodNanos;
    }

    Task(Callable<V> callable, long delayNanos) {
      super(callable);
      this.atNanos = nowNanos + delayNanos;
      this.periodNanos = 0;
    }

    @Override
    public void run() {
      if (!isPeriodic()) {
        super.run();
      } else if (runAndReset()) {
        atNanos = nowNanos + periodNanos;
        tasks.add(this);
      }
    }

    @Override
    public boolean isPeriodic() {
      return periodNanos > 0;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(atNanos - nowNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task<?> that = (Task<?>) other;
      int byTime = Long.compare(atNanos, that.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, that.order);
    }
  }
}
