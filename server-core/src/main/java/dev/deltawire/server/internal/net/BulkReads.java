package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.ErrorHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The sockets of a loop that have said much of late, those that are to be opened, and those that
 * are to let go of what they hold: each waits for its turn, and between two looks at the others
 * they have a millisecond of the loop's time together, so that who says little is heard at once.
 * Thread: the loop.
 */
public final class BulkReads {

  /** One that has said much, or nothing yet. */
  public interface Reader {
    /** Reads once, or begins to. A throw goes to the loop's {@link ErrorHandler}. */
    void readOn();
  }

  static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final LongSupplier nanoClock;
  private final ErrorHandler errors;
  private final Deque<Reader> waiting = new ArrayDeque<>();

  BulkReads(LongSupplier nanoClock, ErrorHandler errors) {
    this.nanoClock = nanoClock;
    this.errors = errors;
  }

  /** Lets {@code reader} read in its turn. */
  public void add(Reader reader) {
    waiting.add(reader);
  }

  /** Has {@code reader}, who lets go of what others want, come before who only reads. */
  void addFirst(Reader reader) {
    waiting.addFirst(reader);
  }

  /** How many wait. */
  int size() {
    return waiting.size();
  }

  /** Lets some read, each once at most. */
  void turn() {
    if (waiting.isEmpty()) {
      return;
    }
    long begun = nanoClock.getAsLong();
    long now = begun;
    for (int left = waiting.size(); left > 0 && now - begun < TURN_NANOS; left--) {
      readOn(waiting.remove());
      now = nanoClock.getAsLong();
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
