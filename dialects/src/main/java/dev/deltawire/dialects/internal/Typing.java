package dev.deltawire.dialects.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who is typing: from a start until a stop, or until the start has not been repeated for too long.
 *
 * <p>Each start that was not there before ends exactly once: by {@link #stop}, {@link #stopAll} or
 * the expiry. Repeating a start makes no garbage. Thread: any; does not block.
 *
 * @param <K> who types where
 */
public final class Typing<K> {

  private final ScheduledExecutorService scheduler;
  private final long timeoutNanos;
  private final Consumer<K> onExpired;
  private final Map<K, Start> starts = new ConcurrentHashMap<>();

  /**
   * Nobody is typing yet.
   *
   * @param timeout after which a start that was not repeated ends
   * @param onExpired hears of such an end on the scheduler's thread; must not block
   */
  public Typing(ScheduledExecutorService scheduler, Duration timeout, Consumer<K> onExpired) {
    this.scheduler = scheduler;
    this.timeoutNanos = timeout.toNanos();
    this.onExpired = onExpired;
  }

  /** Starts, or extends what was started; whether it was not there before. */
  public boolean start(K key) {
    while (true) {
      Start known = starts.get(key);
      if (known != null && known.repeat()) {
        return false;
      }
      Start fresh = new Start(key);
      if (starts.putIfAbsent(key, fresh) == null) {
        fresh.setTimer(timeoutNanos);
        return true;
      }
    }
  }

  /** Whether it was started and has not ended: whoever tells of an end later looks again. */
  public boolean isTyping(K key) {
    return starts.containsKey(key);
  }

  /** Stops; whether it was there. */
  public boolean stop(K key) {
    Start start = starts.get(key);
    return start != null && start.stop();
  }

  /** Stops all of some kind, for instance of one who has gone; those that were there. */
  public List<K> stopAll(Predicate<? super K> which) {
    List<K> stopped = new ArrayList<>();
    for (K key : starts.keySet()) {
      if (which.test(key) && stop(key)) {
        stopped.add(key);
      }
    }
    return stopped;
  }

  /** One start with its repetitions, which move its end, not its timer. */
  private final class Start implements Runnable {
    private final K key;

    /** Null until it is set. */
    private ScheduledFuture<?> timer;

    /** How long the last repetition lasts beyond the timer. */
    private long moreNanos;

    private boolean ended;

    Start(K key) {
      this.key = key;
    }

    /** Extends it; false if it has ended, and is not among the starts any more. */
    synchronized boolean repeat() {
      if (!ended && timer != null) {
        moreNanos = timeoutNanos - timer.getDelay(TimeUnit.NANOSECONDS);
      }
      return !ended;
    }

    /** Sets the timer, unless somebody has stopped meanwhile. */
    synchronized void setTimer(long nanos) {
      moreNanos = 0;
      if (!ended) {
        timer = scheduler.schedule(this, nanos, TimeUnit.NANOSECONDS);
      }
    }

    /** Ends it, if it has not ended. */
    synchronized boolean stop() {
      boolean ends = end();
      if (ends && timer != null) {
        timer.cancel(false);
      }
      return ends;
    }

    @Override
    public void run() {
      if (expire()) {
        onExpired.accept(key);
      }
    }

    /** Ends it, unless it has been repeated since the timer was set. */
    private synchronized boolean expire() {
      long leftNanos = moreNanos + timer.getDelay(TimeUnit.NANOSECONDS);
      if (leftNanos > 0) {
        try {
          setTimer(leftNanos);
          return false;
        } catch (RejectedExecutionException stopped) {
          return end(); // the server ends, and nothing outlasts it
        }
      }
      return end();
    }

    private boolean end() {
      boolean ends = !ended;
      if (ends) {
        ended = true;
        starts.remove(key, this);
      }
      return ends;
    }
  }
}
