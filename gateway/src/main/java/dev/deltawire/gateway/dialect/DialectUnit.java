package dev.deltawire.gateway.dialect;

import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.http.Router;
import dev.deltawire.server.spi.Dialect;

/** One dialect as the gateway runs it: its mount and its plain HTTP paths. */
public interface DialectUnit {

  /** What is mounted. */
  Dialect dialect();

  /** Adds the dialect's plain HTTP paths. */
  void addRoutes(Router.Builder routes, OperatorGuard operator);
}
