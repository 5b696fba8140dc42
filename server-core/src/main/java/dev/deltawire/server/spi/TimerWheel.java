package dev.deltawire.server.spi;

/**
 * The deadlines of one loop, hashed by tick: constant time to set, move and clear, no garbage.
 *
 * <p>A timer fires at the end of its tick, at most {@link #TICK_NANOS} late, never early. Deadlines
 * further away than one round stay in their slot and are looked at once a round.
 */
final class TimerWheel {

  static final long TICK_NANOS = 4_000_000;
  static final int UNSCHEDULED = -1;

  private static final int SLOTS = 1024;
  private static final int MASK = SLOTS - 1;

  private final LoopTimer[] slots = new LoopTimer[SLOTS];
  private final long[] occupied = new long[SLOTS / Long.SIZE];
  private final long originNanos;
  private long tick;

  /** The timer that {@link #fireSlot} looks at next; cancelling that one moves it on. */
  private LoopTimer upcoming;

  TimerWheel(long nowNanos) {
    originNanos = nowNanos;
  }

  void schedule(LoopTimer timer, long deadlineNanos) {
    cancel(timer);
    long due = Math.max(tick + 1, ticksUntil(deadlineNanos));
    int slot = (int) (due & MASK);
    timer.deadlineNanos = deadlineNanos;
    timer.slot = slot;
    timer.next = slots[slot];
    if (timer.next != null) {
      timer.next.previous = timer;
    }
    slots[slot] = timer;
    occupied[slot >>> 6] |= 1L << slot;
  }

  void cancel(LoopTimer timer) {
    if (timer.slot == UNSCHEDULED) {
      return;
    }
    if (timer == upcoming) {
      upcoming = timer.next;
    }
    if (timer.previous != null) {
      timer.previous.next = timer.next;
    } else {
      slots[timer.slot] = timer.next;
      if (timer.next == null) {
        occupied[timer.slot >>> 6] &= ~(1L << timer.slot);
      }
    }
    if (timer.next != null) {
      timer.next.previous = timer.previous;
    }
    timer.previous = null;
    timer.next = null;
    timer.slot = UNSCHEDULED;
  }

  /** Fires what is due; what a timer throws goes to {@code errors}. */
  void advance(long nowNanos, ErrorHandler errors) {
    long target = (nowNanos - originNanos) / TICK_NANOS;
    long steps = Math.min(target - tick, SLOTS);
    long first = target - steps + 1;
    for (long at = first; at <= target; at++) {
      tick = at;
      if (slots[(int) (at & MASK)] != null) {
        fireSlot((int) (at & MASK), nowNanos, errors);
      }
    }
    tick = Math.max(tick, target);
  }

  /** Nanoseconds until a slot with a timer ends, or {@link Long#MAX_VALUE} when there is none. */
  long nanosUntilNext(long nowNanos) {
    int start = (int) ((tick + 1) & MASK);
    for (int distance = 0; distance < SLOTS; ) {
      int slot = (start + distance) & MASK;
      long word = occupied[slot >>> 6] >>> slot;
      if (word != 0) {
        long due =
            originNanos + (tick + 1 + distance + Long.numberOfTrailingZeros(word)) * TICK_NANOS;
        return Math.max(0, due - nowNanos);
      }
      distance += Long.SIZE - (slot & (Long.SIZE - 1));
    }
    return Long.MAX_VALUE;
  }

  private void fireSlot(int slot, long nowNanos, ErrorHandler errors) {
    upcoming = slots[slot];
    while (upcoming != null) {
      LoopTimer timer = upcoming;
      upcoming = timer.next;
      if (timer.deadlineNanos - nowNanos <= 0) {
        cancel(timer);
        fire(timer, errors);
      }
    }
  }

  private static void fire(LoopTimer timer, ErrorHandler errors) {
    try {
      timer.expired();
    } catch (Throwable t) { // one timer's defect must not end the loop
      errors.onError("timer", t);
    }
  }

  private long ticksUntil(long deadlineNanos) {
    return (deadlineNanos - originNanos + TICK_NANOS - 1) / TICK_NANOS;
  }
}
