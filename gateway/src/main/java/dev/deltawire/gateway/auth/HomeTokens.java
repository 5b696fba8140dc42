package dev.deltawire.gateway.auth;

import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The access tokens of the {@code home} dialect (H-03). */
public final class HomeTokens {

  private static final String SECRET_FILE = "home-jwt-secret";
  private static final int LONGEST_ID = 128;
  private static final Set<String> DEVICE_TYPES = Set.of("phone", "tablet", "tv");

  private final JwtTokens tokens;

  private HomeTokens(JwtTokens tokens) {
    this.tokens = tokens;
  }

  /** Tokens under the configured secret, or else the one of the data directory. */
  public static HomeTokens of(Settings settings, DataDirectory data, InstantSource clock)
      throws IOException {
    Optional<String> configured = settings.find(HomeKeys.JWT_SECRET);
    byte[] secret =
        configured.isPresent()
            ? configured.get().getBytes(StandardCharsets.UTF_8)
            : data.secret(SECRET_FILE);
    return new HomeTokens(JwtTokens.of(secret, settings.get(ServerKeys.AUTH_CLOCK_SKEW), clock));
  }

  /** Signs a token; throws {@link IllegalArgumentException} for what H-03 doesn't allow. */
  public String sign(String deviceId, String userId, String deviceType, Duration ttl) {
    if (!isId(deviceId) || !isId(userId)) {
      throw new IllegalArgumentException("an id has 1 to 128 characters");
    }
    if (!DEVICE_TYPES.contains(deviceType)) {
      throw new IllegalArgumentException("a device is a phone, a tablet or a tv");
    }
    return tokens.sign(
        Map.of("deviceId", deviceId, "userId", userId, "deviceType", deviceType), ttl);
  }

  private static boolean isId(String id) {
    return !id.isEmpty() && id.codePointCount(0, id.length()) <= LONGEST_ID;
  }
}
