package dev.deltawire.server;

import dev.deltawire.server.spi.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An event loop that turns when a test says so, on a clock that the test moves. */
final class TestLoop {

  final List<Throwable> errors = new ArrayList<>();

  /** What a transport does to end a wait. */
  Runnable wakeup = () -> {};

  private long nowNanos = TimeUnit.DAYS.toNanos(1);
  final EventLoop loop =
      EventLoop.create(() -> wakeup.run(), () -> nowNanos, (where, error) -> errors.add(error));

  TestLoop() {
    loop.enter();
  }

  long nowNanos() {
    return nowNanos;
  }

  /** Runs tasks and timers until there is nothing to run now. */
  void turn() {
    do {
      loop.runPending();
    } while (!settled());
  }

  /** Moves the clock in steps small enough for every timer to see its own time. */
  void advanceMillis(long millis) {
    for (long i = 0; i < millis; i += 10) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(Math.min(10, millis - i));
      turn();
    }
  }

  private boolean settled() {
    boolean empty = loop.mayWait();
    loop.waited();
    return empty;
  }
}
