package dev.deltawire.gateway.agent;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.agent.AgentAuthenticator;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.gateway.auth.JwtTokens;
import dev.deltawire.gateway.config.AgentKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.RawJson;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The access tokens of the {@code agent} dialect. Thread: any. */
public final class AgentTokens implements AgentAuthenticator {

  private static final String SECRET_FILE = "agent-jwt-secret";
  private static final List<String> CLAIMS = List.of("sub", "budget", "permissions", "sdkConfig");

  private final JwtTokens tokens;

  private AgentTokens(JwtTokens tokens) {
    this.tokens = tokens;
  }

  /** Tokens under the configured secret, or else the one of the data directory. */
  public static AgentTokens of(Settings settings, DataDirectory data, InstantSource clock)
      throws IOException {
    return new AgentTokens(JwtTokens.of(settings, AgentKeys.JWT_SECRET, data, SECRET_FILE, clock));
  }

  /** A token of a subject that may do everything. */
  public String issue(String subject, Duration ttl) {
    return tokens.sign(JsonObject.create().text("sub", subject), ttl);
  }

  /** A token of those members of an object that are claims. */
  String issue(RawJson object, Duration ttl) throws BadClaim {
    AgentClaims.of(object).principal();
    JsonObject claims = JsonObject.create();
    RawJsonView view = RawJsonView.of(object);
    CLAIMS.forEach(
        name ->
            view.member(name)
                .filter(claim -> claim.kind() != RawJsonView.Kind.NULL)
                .ifPresent(claim -> claims.raw(name, claim.raw())));
    return tokens.sign(claims, ttl);
  }

  @Override
  public Optional<AgentPrincipal> authenticate(String token) {
    return tokens.verify(token).flatMap(claims -> principal(claims.raw()));
  }

  private static Optional<AgentPrincipal> principal(RawJson claims) {
    try {
      return Optional.of(AgentClaims.of(claims).principal());
    } catch (BadClaim e) {
      return Optional.empty();
    }
  }
}
