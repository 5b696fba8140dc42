package dev.deltawire.gateway.home;

import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeAuthenticator;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.HomeTokenIssuer;
import dev.deltawire.dialects.home.Scope;
import dev.deltawire.gateway.auth.Claims;
import dev.deltawire.gateway.auth.JwtTokens;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** The access tokens of the {@code home} dialect (H-03). Thread: any. */
public final class HomeTokens implements HomeAuthenticator, HomeTokenIssuer {

  private static final String SECRET_FILE = "home-jwt-secret";

  private final JwtTokens tokens;

  private HomeTokens(JwtTokens tokens) {
    this.tokens = tokens;
  }

  /** Tokens under the configured secret, or else the one of the data directory. */
  public static HomeTokens of(Settings settings, DataDirectory data, InstantSource clock)
      throws IOException {
    return of(JwtTokens.of(settings, HomeKeys.JWT_SECRET, data, SECRET_FILE, clock));
  }

  /** Tokens that {@code tokens} signs. */
  public static HomeTokens of(JwtTokens tokens) {
    return new HomeTokens(tokens);
  }

  @Override
  public String issue(HomePrincipal principal, Duration ttl) {
    JsonObject claims =
        JsonObject.create()
            .text("deviceId", principal.deviceId())
            .text("userId", principal.userId())
            .text("deviceType", principal.deviceType().wireName())
            .text("scope", principal.scope().wireName())
            .text("sessionId", principal.sessionId());
    return tokens.sign(claims, ttl);
  }

  @Override
  public Optional<HomePrincipal> authenticate(String token) {
    return tokens.verify(token).flatMap(HomeTokens::principal);
  }

  /** Whom the claims name; empty if one of H-03 is missing or of another form. */
  private static Optional<HomePrincipal> principal(Claims claims) {
    Optional<String> device = claims.text("deviceId", HomePrincipal.MAX_ID_CODE_POINTS);
    Optional<String> user = claims.text("userId", HomePrincipal.MAX_ID_CODE_POINTS);
    Optional<DeviceType> type = claims.text("deviceType").flatMap(DeviceType::ofWireName);
    Optional<String> session = claims.text("sessionId");
    Optional<Scope> scope =
        claims.has("scope")
            ? claims.text("scope").flatMap(Scope::ofWireName)
            : Optional.of(Scope.MEMBER);
    boolean misclaimed =
        device.isEmpty()
            || user.isEmpty()
            || type.isEmpty()
            || scope.isEmpty()
            || (claims.has("sessionId") && session.isEmpty());
    return misclaimed
        ? Optional.empty()
        : Optional.of(
            new HomePrincipal(device.get(), user.get(), type.get(), session, scope.get()));
  }
}
