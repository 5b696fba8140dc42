package dev.deltawire.gateway.dialect;

import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.server.spi.Dialect;
import java.util.Optional;

/** One enabled dialect as the gateway runs it: its mount, its plain HTTP paths, its demo. */
public interface DialectUnit {

  /** What is mounted. */
  Dialect dialect();

  /** How its plain HTTP paths word their refusals. */
  ErrorShape errors();

  /** Adds its plain HTTP paths. */
  void addRoutes(Routes routes);

  /** Its scenes, if it has any. */
  default Optional<DialectDemo> demo() {
    return Optional.empty();
  }
}
