package dev.deltawire.dialects.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * At most so many events of a key in a window that begins with the first event after the last one
 * has ended (M-48).
 *
 * <p>Thread: any; does not block.
 *
 * @param <K> whose events are counted
 */
public final class WindowRate<K> {

  private final int limit;

  /** How many events bring a window to 80 % (M-38). */
  private final int warningAt;

  private final KeyedStates<K, Window> states;

  /**
   * What became of one event.
   *
   * @param taken whether it was counted
   * @param remaining events that the window still takes
   * @param resetAt when the window ends
   * @param retryAfter how long that is from now
   * @param warning whether this event has brought the window to 80 % of its limit: once a window
   */
  public record Outcome(
      boolean taken, int remaining, Instant resetAt, Duration retryAfter, boolean warning) {}

  /** A rate of at most {@code limit} events in a {@code window}. */
  public WindowRate(int limit, Duration window, InstantSource clock) {
    if (limit < 1 || window.toMillis() < 1) {
      throw new IllegalArgumentException("no rate: " + limit + " in " + window);
    }
    long windowMillis = window.toMillis();
    this.limit = limit;
    this.warningAt = (int) ((limit * 4L + 4) / 5);
    this.states = new KeyedStates<>(clock, windowMillis, now -> new Window(now, windowMillis));
  }

  /** Events that a window takes. */
  public int limit() {
    return limit;
  }

  /** Counts one event, unless that is too many. */
  public Outcome take(K key) {
    return states.use(key, this::take);
  }

  int size() {
    return states.size();
  }

  private Outcome take(Window window, long now) {
    if (window.idle(now)) {
      window.startMillis = now;
      window.count = 0;
    }
    boolean taken = window.count < limit;
    window.count += taken ? 1 : 0;
    long end = window.startMillis + window.lengthMillis;
    return new Outcome(
        taken,
        limit - window.count,
        Instant.ofEpochMilli(end),
        Duration.ofMillis(end - now),
        taken && window.count == warningAt);
  }

  /** A key's window. */
  private static final class Window implements KeyedStates.State {
    private final long lengthMillis;
    private long startMillis;
    private int count;

    Window(long startMillis, long lengthMillis) {
      this.startMillis = startMillis;
      this.lengthMillis = lengthMillis;
    }

    @Override
    public void settle(long now) {
      startMillis = Math.min(startMillis, now);
    }

    @Override
    public boolean idle(long now) {
      return now - startMillis >= lengthMillis;
    }
  }
}
