package dev.deltawire.dialects.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * At most so many events of a key within any window of a length.
 *
 * <p>Thread: any; does not block.
 *
 * @param <K> whose events are counted
 */
public final class SlidingRate<K> {

  private final long windowMillis;
  private final KeyedStates<K, Times> states;

  /** A rate of at most {@code limit} events within each {@code window}. */
  public SlidingRate(int limit, Duration window, InstantSource clock) {
    if (limit < 1 || window.toMillis() < 1) {
      throw new IllegalArgumentException("no rate: " + limit + " in " + window);
    }
    this.windowMillis = window.toMillis();
    this.states = new KeyedStates<>(clock, windowMillis, now -> new Times(limit, windowMillis));
  }

  /** Counts one event, unless that is too many; then after how long the next one may come. */
  public Optional<Duration> take(K key) {
    long waitMillis = states.use(key, Times::take);
    return waitMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waitMillis));
  }

  int size() {
    return states.size();
  }

  /** The times of a key's events within the window, oldest first, in a ring. */
  private static final class Times implements KeyedStates.State {
    private static final int FIRST_CAPACITY = 4;

    private final int limit;
    private final long windowMillis;
    private long[] ring;
    private int oldest;
    private int count;

    Times(int limit, long windowMillis) {
      this.limit = limit;
      this.windowMillis = windowMillis;
      this.ring = new long[Math.min(limit, FIRST_CAPACITY)];
    }

    long take(long now) {
      if (count == limit) {
        return ring[oldest] + windowMillis - now;
      }
      if (count == ring.length) {
        grow();
      }
      ring[(oldest + count) % ring.length] = now;
      count++;
      return 0;
    }

    @Override
    public void settle(long now) {
      for (int i = count - 1; i >= 0 && at(i) > now; i--) {
        ring[(oldest + i) % ring.length] = now;
      }
      while (count > 0 && now - at(0) >= windowMillis) {
        oldest = (oldest + 1) % ring.length;
        count--;
      }
    }

    @Override
    public boolean idle(long now) {
      return count == 0;
    }

    private long at(int index) {
      return ring[(oldest + index) % ring.length];
    }

    private void grow() {
      long[] larger = new long[(int) Math.min(limit, 2L * ring.length)];
      for (int i = 0; i < count; i++) {
        larger[i] = at(i);
      }
      ring = larger;
      oldest = 0;
    }
  }
}
