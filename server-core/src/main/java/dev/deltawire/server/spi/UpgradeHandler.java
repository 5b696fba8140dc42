package dev.deltawire.server.spi;

/** Decides on handshakes; the core implements it. */
@FunctionalInterface
public interface UpgradeHandler {

  /**
   * Judges one request that asks for {@code Upgrade: websocket}.
   *
   * <p>The transport has checked the syntax of the head (RFC 9112) and nothing else; method, key,
   * version, path and everything after are judged here, so that every transport answers alike.
   *
   * <p>Thread: the loop that will own the connection; does not block: the answer comes through
   * {@code responder}, at once or later, from any thread. The request may be kept. Does not throw.
   */
  void upgrade(HttpRequest request, UpgradeResponder responder);
}
