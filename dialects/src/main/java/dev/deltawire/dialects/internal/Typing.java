package dev.deltawire.dialects.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who is typing: from a start until a stop, or until the start has not been repeated for too long.
 *
 * <p>Each start that was not there before ends exactly once: by {@link #stop}, {@link #stopAll} or
 * the expiry. Thread: any; does not block.
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
    Start start = new Start(key);
    Start former = starts.put(key, start);
    start.schedule();
    if (former != null) {
      former.cancel();
    }
    return former == null;
  }

  /** Whether it was started and has not ended: whoever tells of an end later looks again. */
  public boolean isTyping(K key) {
    return starts.containsKey(key);
  }

  /** Stops; whether it was there. */
  public boolean stop(K key) {
    Start start = starts.remove(key);
    if (start != null) {
      start.cancel();
    }
    return start != null;
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

  /** One start, which a later one of the same key replaces. */
  private final class Start implements Runnable {
    private final K key;
    private volatile Future<?> timer;

    Start(K key) {
      this.key = key;
    }

    void schedule() {
      timer = scheduler.schedule(this, timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** A timer that is being set now fires in vain. */
    void cancel() {
      Future<?> set = timer;
      if (set != null) {
        set.cancel(false);
      }
    }

    @Override
    public void run() {
      if (starts.remove(key, this)) {
        onExpired.accept(key);
      }
    }
  }
}
