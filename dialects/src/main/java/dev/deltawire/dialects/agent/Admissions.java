package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.QueryToken;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import java.util.Optional;

/** Who gets in. Thread: the executor's; may block. */
record Admissions(AgentAuthenticator authenticator, Sessions sessions, AgentContext context) {

  Admission admit(HttpRequest upgrade) {
    Optional<AgentPrincipal> principal =
        upgrade.query().flatMap(QueryToken::of).flatMap(authenticator::authenticate);
    return principal
        .<Admission>map(this::accept)
        .orElseGet(() -> new Admission.Refused(Refusals.of(401)));
  }

  private Admission accept(AgentPrincipal principal) {
    return new Admission.Accepted(
        principal.identity().name(),
        null,
        connection -> AgentSocket.open(sessions, context, new AgentPeer(principal, connection)));
  }
}
