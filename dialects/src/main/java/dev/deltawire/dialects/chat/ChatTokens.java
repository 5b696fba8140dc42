package dev.deltawire.dialects.chat;

import java.time.Duration;
import java.util.Optional;

/** What signs access tokens and judges them (C-04, C-25). Thread: any; may block. */
public interface ChatTokens {

  /**
   * The username that a token speaks for, or nothing if it is not to be trusted.
   *
   * <p>A throw refuses the handshake with 500.
   *
   * @param token as the peer sent it, decoded; not empty, at most 8192 bytes; no dev token
   */
  Optional<String> username(String token);

  /** Signs a token that holds from now for {@code ttl}. */
  String issue(String username, Duration ttl);
}
