package dev.deltawire.dialects.agent;

import java.util.Optional;

/** What judges access tokens. */
@FunctionalInterface
public interface AgentAuthenticator {

  /**
   * Whom the token speaks for, or nothing if it is not to be trusted.
   *
   * <p>Thread: one of the server's executor; may block. A throw refuses the handshake with 500.
   *
   * @param token as the peer sent it, decoded; not empty, at most 8192 bytes
   */
  Optional<AgentPrincipal> authenticate(String token);
}
