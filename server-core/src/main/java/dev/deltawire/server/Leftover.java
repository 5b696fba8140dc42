package dev.deltawire.server;

import dev.deltawire.server.spi.Holding;

/**
 * The memory of a stream that its server has forgotten, for as long as receivers are not through
 * with it: each of them holds it, and it costs the server its bytes once. Thread: any.
 */
final class Leftover {

  private final LogStream<?> stream;
  private long bytes;
  private int holders;

  Leftover(LogStream<?> stream) {
    this.stream = stream;
  }

  /** One receiver more holds it. */
  synchronized void take(Holding holding) {
    boolean first = holders++ == 0;
    if (first) {
      bytes = stream.memoryBytes();
    }
    holding.takeAnyway(bytes, first ? bytes : 0);
  }

  /** One receiver less holds it. */
  synchronized void give(Holding holding) {
    holders--;
    holding.give(bytes, holders == 0 ? bytes : 0);
  }
}
