package dev.deltawire.server.spi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A server socket that speaks RFC 6455 to its peers and bytes to the core.
 *
 * <p>Nothing is allocated or bound before {@link #start()}.
 */
public interface Transport extends AutoCloseable {

  /**
   * Binds, starts the event loops and returns the address that was bound.
   *
   * <p>Thread: any, once. Throws when the address can't be bound; nothing is left running then.
   */
  InetSocketAddress start() throws IOException;

  /**
   * The address that serves plain HTTP: that of {@link #start()} when the transport has {@link
   * Capability#HTTP}, otherwise empty.
   *
   * <p>Thread: any, after start.
   */
  Optional<InetSocketAddress> httpAddress();

  /**
   * Stops listening, terminates what connections are left and ends the event loops.
   *
   * <p>Thread: any but a loop's; idempotent; returns when the loops have ended. Never throws.
   */
  @Override
  void close();
}
