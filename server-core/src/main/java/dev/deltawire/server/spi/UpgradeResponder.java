package dev.deltawire.server.spi;

/**
 * Takes the verdict on one handshake; the transport implements it.
 *
 * <p>Exactly one of the two methods is called, once, from any thread. Meanwhile the transport reads
 * nothing further from the peer. If the peer has gone in the meantime, a refusal is dropped; an
 * acceptance still makes its listener, whose only call then is {@code onDisconnected}, so that
 * whatever was reserved for the connection is given back.
 */
public interface UpgradeResponder {

  /**
   * Accepts: the transport calls {@link Acceptance#listener()} on the connection's loop before any
   * other callback, then answers 101, so that a peer which has seen the answer misses no event.
   */
  void accept(Acceptance acceptance);

  /** Refuses: the transport writes the response and closes the TCP connection. */
  void refuse(HttpResponse response);
}
