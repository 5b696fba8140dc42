package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.ErrorHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The sockets of a loop that have said much of late, and those that are to be opened: each waits
 * for its turn, and between two looks at the others they have a millisecond of the loop's time
 * together, so that who says little is heard at once. Thread: the loop.
 */
public final class BulkReads {

  /** One that has said much, or nothing yet. */
  public interface Reader {
    /** Reads once, or begins to. A throw goes to the loop's {@link ErrorHandler}. */
    void readOn();
  }

  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A turn that took so long has lost its processor: others want more than there are. */
  static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** For so long after that, each turn is followed by a rest. */
  static final long CROWDED_NANOS = TimeUnit.SECONDS.toNanos(1);

  static final long REST_NANOS = 2 * TURN_NANOS;

  private final LongSupplier nanoClock;
  private final ErrorHandler errors;
  private final Queue<Reader> waiting = new ArrayDeque<>();
  private long crowdedUntilNanos;
  private long restUntilNanos;

  BulkReads(LongSupplier nanoClock, ErrorHandler errors) {
    this.nanoClock = nanoClock;
    this.errors = errors;
    this.crowdedUntilNanos = nanoClock.getAsLong();
    this.restUntilNanos = crowdedUntilNanos;
  }

  /** Lets {@code reader} read in its turn. */
  public void add(Reader reader) {
    waiting.add(reader);
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** Nanoseconds until the next turn; {@link Long#MAX_VALUE} if nobody waits for it. */
  long nanosUntilTurn() {
    return waiting.isEmpty() ? Long.MAX_VALUE : Math.max(0, restUntilNanos - nanoClock.getAsLong());
  }

  /** Lets some read, each once at most, unless this is a rest. */
  void turn() {
    if (nanosUntilTurn() > 0) {
      return;
    }
    long begun = nanoClock.getAsLong();
    long now = begun;
    for (int left = waiting.size(); left > 0 && now - begun < TURN_NANOS; left--) {
      readOn(waiting.remove());
      now = nanoClock.getAsLong();
    }
    rest(begun, now);
  }

  /**
   * A thread that uses up its share of a processor waits for the next one, and with it whoever says
   * little; one that rests is let in at once.
   */
  private void rest(long begun, long now) {
    if (now - begun > LOST_NANOS) {
      crowdedUntilNanos = now + CROWDED_NANOS;
    }
    if (now - crowdedUntilNanos < 0) {
      restUntilNanos = now + REST_NANOS;
    }
  }

  /** Lets all read that wait. */
  void end() {
    while (!waiting.isEmpty()) {
      readOn(waiting.remove());
    }
  }

  private void readOn(Reader reader) {
    try {
      reader.readOn();
    } catch (Throwable t) { // one reader's defect must end neither the turn nor the loop
      errors.onError("a turn to read", t);
    }
  }
}
