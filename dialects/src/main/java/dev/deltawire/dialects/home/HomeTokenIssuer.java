package dev.deltawire.dialects.home;

import java.time.Duration;

/** What makes access tokens that the {@link HomeAuthenticator} trusts (H-50, H-51). */
@FunctionalInterface
public interface HomeTokenIssuer {

  /** A token that speaks for {@code principal} from now on for {@code ttl}. Thread: any. */
  String issue(HomePrincipal principal, Duration ttl);
}
