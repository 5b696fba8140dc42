package dev.deltawire.gateway.agent;

import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How clients come by their tokens. */
record TokenRoutes(AgentTokens tokens, InstantSource clock) {

  private static final long DEFAULT_TTL_SECONDS = 3600;
  private static final long LONGEST_TTL_SECONDS = 31_536_000;

  void addTo(Routes routes) {
    routes.operatorRoute("POST", "/agent/tokens", this::create);
  }

  private HttpResponse create(RestRequest request) throws RestException {
    JsonBody body = request.json();
    long seconds =
        body.findInteger("ttlSeconds", 1, LONGEST_TTL_SECONDS).orElse(DEFAULT_TTL_SECONDS);
    Duration ttl = Duration.ofSeconds(seconds);
    try {
      String token = tokens.issue(body.raw(), ttl);
      Instant expiresAt = Instant.ofEpochSecond(clock.instant().plus(ttl).getEpochSecond());
      return HttpResponse.json(
          201, JsonObject.create().text("token", token).time("expiresAt", expiresAt).toString());
    } catch (BadClaim e) {
      throw RestException.badField(e.claim());
    }
  }
}
