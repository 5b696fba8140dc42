package dev.deltawire.server.spi;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * What makes every socket of a transport a TLS socket.
 *
 * @param engines makes one engine a socket, on the server's side and with all its parameters set;
 *     called from any thread, does not throw
 * @param executor runs the slow steps of handshakes
 * @param busy whether so many of them wait that newcomers had better wait too; called from any
 *     thread, does not throw
 */
public record TlsOptions(Supplier<SSLEngine> engines, Executor executor, BooleanSupplier busy) {

  /** Options under which nobody waits. */
  public TlsOptions(Supplier<SSLEngine> engines, Executor executor) {
    this(engines, executor, () -> false);
  }
}
