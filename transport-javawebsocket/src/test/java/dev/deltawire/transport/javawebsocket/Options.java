package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** The options of a transport that is tested. */
final class Options {

  private Options() {}

  static TransportOptions of(int loops, MemoryBudget memory, Collection<Throwable> errors) {
    return of(loops, memory, errors, 100, Runnable::run, System::nanoTime);
  }

  /** One loop, and what a test of accepting may want otherwise. */
  static TransportOptions of(
      Collection<Throwable> errors, int maxSockets, Executor executor, LongSupplier clock) {
    return of(1, MemoryBudget.ofHeap(), errors, maxSockets, executor, clock);
  }

  private static TransportOptions of(
      int loops,
      MemoryBudget memory,
      Collection<Throwable> errors,
      int maxSockets,
      Executor executor,
      LongSupplier clock) {
    return new TransportOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        loops,
        16384,
        Duration.ofSeconds(10),
        262144,
        maxSockets,
        maxSockets,
        1 << 17,
        Duration.ofSeconds(60),
        executor,
        clock,
        (where, error) -> errors.add(error),
        memory);
  }
}
