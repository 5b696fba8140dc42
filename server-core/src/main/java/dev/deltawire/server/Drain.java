package dev.deltawire.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The graceful end of a server's connections: idle ones first, those that receive a running
 * stream when it ends or half the time is over, each with 1001, the closes spread so that not all
 * clients come back at once.
 */
final class Drain {

  static final String REASON = "server shutting down";

  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Time over which idle connections are spread, per connection and at most. */
  private static final long SPREAD_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private final ConnectionRegistry registry;
  private final long deadlineNanos;
  private final long streamsUntilNanos;
  private final long spreadMaxNanos;

  Drain(ConnectionRegistry registry, Duration timeout) {
    this.registry = registry;
    long now = System.nanoTime();
    this.deadlineNanos = now + timeout.toNanos();
    this.streamsUntilNanos = now + timeout.toNanos() / 2;
    this.spreadMaxNanos = timeout.toNanos() / 4;
  }

  /**
   * Closes all connections and waits until they have gone or the time is over; then drops the rest.
   */
  void run() throws InterruptedException {
    closeSpread();
    while (!registry.isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      boolean all = System.nanoTime() - streamsUntilNanos >= 0;
      close(connection -> all || !connection.streaming());
      TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
    }
    registry.open().forEach(ServerConnection::terminate);
  }

  private void closeSpread() throws InterruptedException {
    List<ServerConnection> idle =
        registry.open().stream().filter(connection -> !connection.streaming()).toList();
    long spread = Math.min(spreadMaxNanos, idle.size() * SPREAD_NANOS);
    for (ServerConnection connection : idle) {
      connection.close(CloseFrame.GOING_AWAY, REASON);
      long share = 2 * spread / idle.size();
      TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(share + 1));
    }
  }

  private void close(Predicate<ServerConnection> which) {
    for (ServerConnection connection : registry.open()) {
      if (connection.isOpen() && which.test(connection)) {
        connection.close(CloseFrame.GOING_AWAY, REASON);
      }
    }
  }
}
