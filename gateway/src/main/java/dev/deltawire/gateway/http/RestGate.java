package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpRequest;

/** A check that comes before everything else on the paths below a prefix. */
@FunctionalInterface
public interface RestGate {

  /** A gate that is open. */
  RestGate OPEN = request -> {};

  /** Passes or throws. Thread: an executor's. */
  void check(HttpRequest request) throws RestException;
}
