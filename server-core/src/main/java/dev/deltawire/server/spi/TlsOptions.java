package dev.deltawire.server.spi;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/**
 * What makes every socket of a transport a TLS socket.
 *
 * @param engines makes one engine a socket, on the server's side and with all its parameters set;
 *     called from any thread, does not throw
 * @param executor runs the slow steps of handshakes
 */
public record TlsOptions(Supplier<SSLEngine> engines, Executor executor) {}
