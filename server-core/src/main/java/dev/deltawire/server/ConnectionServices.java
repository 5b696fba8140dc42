package dev.deltawire.server;

import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What every connection of one server needs. Thread: any. */
final class ConnectionServices {

  private final ServerLimits limits;
  private final Executor executor;
  private final ErrorHandler errors;
  private final PingPayloads pings = PingPayloads.create();
  private final Map<EventLoop, LoopContext> contexts = new ConcurrentHashMap<>();

  ConnectionServices(ServerLimits limits, Executor executor, ErrorHandler errors) {
    this.limits = limits;
    this.executor = executor;
    this.errors = errors;
  }

  ServerLimits limits() {
    return limits;
  }

  Executor executor() {
    return executor;
  }

  ErrorHandler errors() {
    return errors;
  }

  PingPayloads pings() {
    return pings;
  }

  LoopContext contextOf(EventLoop loop) {
    return contexts.computeIfAbsent(loop, LoopContext::new);
  }
}
