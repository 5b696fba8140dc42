package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The options of a transport that is tested. */
final class Options {

  private Options() {}

  static TransportOptions of(int loops, MemoryBudget memory, Collection<Throwable> errors) {
    return new TransportOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        loops,
        16384,
        Duration.ofSeconds(10),
        262144,
        100,
        100,
        1 << 17,
        Duration.ofSeconds(60),
        Runnable::run,
        System::nanoTime,
        (where, error) -> errors.add(error),
        memory);
  }
}
