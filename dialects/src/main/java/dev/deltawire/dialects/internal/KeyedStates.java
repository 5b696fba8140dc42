package dev.deltawire.dialects.internal;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * States by key that matter for a while only: once in that while the idle ones are forgotten, so
 * that memory is bounded by the keys of late.
 *
 * <p>The wall clock may jump. Each state hears {@link State#settle} with the time before it is used
 * and pulls times that lie in the future back to now: a jump back lengthens no wait beyond what it
 * is at most. Thread: any; one at a time for each key.
 */
final class KeyedStates<K, S extends KeyedStates.State> {

  /** What is kept of one key. */
  interface State {

    /** Pulls times that lie in the future back to now. */
    void settle(long nowMillis);

    /** Whether it tells no more than a state that is new. */
    boolean idle(long nowMillis);
  }

  private final InstantSource clock;
  private final long sweepMillis;
  private final LongFunction<S> maker;
  private final Map<K, S> states = new ConcurrentHashMap<>();
  private final AtomicLong sweptAtMillis;

  /** States that {@code maker} makes, swept each time that {@code sweepMillis} have passed. */
  KeyedStates(InstantSource clock, long sweepMillis, LongFunction<S> maker) {
    this.clock = clock;
    this.sweepMillis = sweepMillis;
    this.maker = maker;
    this.sweptAtMillis = new AtomicLong(clock.millis());
  }

  /** Looks at a key's state, and maybe changes it, given the time in milliseconds. */
  <R> R use(K key, BiFunction<S, Long, R> action) {
    long now = clock.millis();
    sweepIfDue(now);
    AtomicReference<R> result = new AtomicReference<>();
    states.compute(
        key,
        (name, known) -> {
          S state = known == null ? maker.apply(now) : known;
          state.settle(now);
          result.set(action.apply(state, now));
          return state.idle(now) ? null : state;
        });
    return result.get();
  }

  /** Keys of which something is kept. */
  int size() {
    return states.size();
  }

  private void sweepIfDue(long now) {
    long swept = sweptAtMillis.get();
    boolean due = now - swept >= sweepMillis || now < swept;
    if (due && sweptAtMillis.compareAndSet(swept, now)) {
      for (K key : states.keySet()) {
        states.computeIfPresent(key, (name, state) -> kept(state, now));
      }
    }
  }

  private S kept(S state, long now) {
    state.settle(now);
    return state.idle(now) ? null : state;
  }
}
