package dev.deltawire.dialects.home;

import java.util.Optional;

/** What judges access tokens (H-02, H-03). */
@FunctionalInterface
public interface HomeAuthenticator {

  /**
   * Whom the token speaks for, or nothing if it is not to be trusted.
   *
   * <p>Thread: one of the server's executor; may block. A throw refuses the handshake with 500.
   *
   * @param token as the peer sent it, decoded; not empty, at most 8192 bytes
   */
  Optional<HomePrincipal> authenticate(String token);
}
