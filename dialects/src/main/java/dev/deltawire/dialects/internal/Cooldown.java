package dev.deltawire.dialects.internal;

import java.time.Duration;
import java.time.InstantSource;

/**
 * A while after something has ended in which its key may not begin anew (I-21).
 *
 * <p>Thread: any; does not block.
 *
 * @param <K> what cools down
 */
public final class Cooldown<K> {

  private final KeyedStates<K, End> states;

  /** A cooldown of this length; zero for none. */
  public Cooldown(Duration length, InstantSource clock) {
    long millis = length.toMillis();
    this.states = new KeyedStates<>(clock, Math.max(1, millis), now -> new End(now, millis));
  }

  /** Begins, or begins anew: it has ended now. */
  public void begin(K key) {
    states.use(key, End::renew);
  }

  /** How much of the cooldown is left; zero when the key may begin. */
  public Duration remaining(K key) {
    return Duration.ofMillis(states.use(key, End::remaining));
  }

  int size() {
    return states.size();
  }

  /** When a key's last one ended. */
  private static final class End implements KeyedStates.State {
    private final long lengthMillis;
    private long atMillis;
    private boolean cooling;

    End(long atMillis, long lengthMillis) {
      this.atMillis = atMillis;
      this.lengthMillis = lengthMillis;
    }

    long renew(long now) {
      atMillis = now;
      cooling = true;
      return now;
    }

    long remaining(long now) {
      return cooling ? Math.max(0, atMillis + lengthMillis - now) : 0;
    }

    @Override
    public void settle(long now) {
      atMillis = Math.min(atMillis, now);
    }

    @Override
    public boolean idle(long now) {
      return remaining(now) == 0;
    }
  }
}
