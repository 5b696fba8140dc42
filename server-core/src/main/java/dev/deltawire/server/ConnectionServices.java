package dev.deltawire.server;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.MemoryBudget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What every connection of one server needs. Thread: any. */
final class ConnectionServices {

  private final ServerLimits limits;
  private final CompressionOptions compression;
  private final Executor executor;
  private final BusyTurns busyTurns;
  private final ErrorHandler errors;
  private final MemoryBudget memory;
  private final PingPayloads pings = PingPayloads.create();
  private final Map<EventLoop, LoopContext> contexts = new ConcurrentHashMap<>();

  ConnectionServices(
      ServerLimits limits,
      CompressionOptions compression,
      Executor executor,
      BusyTurns busyTurns,
      ErrorHandler errors,
      MemoryBudget memory) {
    this.limits = limits;
    this.compression = compression;
    this.executor = executor;
    this.busyTurns = busyTurns;
    this.errors = errors;
    this.memory = memory;
  }

  ServerLimits limits() {
    return limits;
  }

  CompressionOptions compression() {
    return compression;
  }

  Executor executor() {
    return executor;
  }

  /** Where those who ask much wait for one another, and nobody for all of them. */
  BusyTurns busyTurns() {
    return busyTurns;
  }

  ErrorHandler errors() {
    return errors;
  }

  MemoryBudget memory() {
    return memory;
  }

  PingPayloads pings() {
    return pings;
  }

  LoopContext contextOf(EventLoop loop) {
    return contexts.computeIfAbsent(loop, owner -> new LoopContext(owner, compression));
  }

  /** Gives native memory back; the loops have ended. */
  void close() {
    contexts.values().forEach(context -> context.deflation().close());
  }
}
