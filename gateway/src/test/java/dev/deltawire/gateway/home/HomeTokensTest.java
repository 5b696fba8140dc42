package dev.deltawire.gateway.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.Scope;
import dev.deltawire.gateway.auth.JwtTokens;
import dev.deltawire.gateway.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HomeTokensTest {

  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

  private final JwtTokens jwt =
      JwtTokens.of(SECRET, Duration.ZERO, () -> Instant.ofEpochSecond(1_800_000_000));
  private final HomeTokens tokens = HomeTokens.of(jwt);

  private Optional<HomePrincipal> authenticate(Map<String, ?> claims) {
    JsonObject object = JsonObject.create();
    claims.forEach(
        (name, value) -> {
          if (value instanceof String text) {
            object.text(name, text);
          } else {
            object.integer(name, (Integer) value);
          }
        });
    return tokens.authenticate(jwt.sign(object, Duration.ofMinutes(1)));
  }

  private static Map<String, Object> claims() {
    return new TreeMap<>(Map.of("deviceId", "d", "userId", "u", "deviceType", "tv"));
  }

  @Test
  void h03_theClaimsNameThePrincipal() {
    Map<String, Object> claims = claims();
    claims.put("sessionId", "s");
    claims.put("scope", "admin");
    claims.put("another", 5);
    assertEquals(
        Optional.of(new HomePrincipal("d", "u", DeviceType.TV, Optional.of("s"), Scope.ADMIN)),
        authenticate(claims));
  }

  @Test
  void h03_scopeIsMemberByDefault() {
    assertEquals(Scope.MEMBER, authenticate(claims()).orElseThrow().scope());
  }

  @Test
  void whatIsSignedIsAuthenticated() {
    HomePrincipal unpaired = HomePrincipal.of("d", "u", DeviceType.TABLET);
    HomePrincipal paired =
        new HomePrincipal("d", "u", DeviceType.TV, Optional.of("s"), Scope.GUEST);
    for (HomePrincipal principal : List.of(unpaired, paired)) {
      String token = tokens.issue(principal, Duration.ofMinutes(1));
      assertEquals(Optional.of(principal), tokens.authenticate(token));
    }
  }

  @ParameterizedTest
  @CsvSource({"deviceId", "userId", "deviceType"})
  void h03_aMissingClaimIsRefused(String name) {
    Map<String, Object> claims = claims();
    claims.remove(name);
    assertTrue(authenticate(claims).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "deviceId,''",
    "userId,''",
    "deviceType,fridge",
    "deviceType,TV",
    "scope,root",
    "scope,''",
  })
  void h03_aBadTextIsRefused(String name, String value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    assertTrue(authenticate(claims).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"deviceId", "userId", "deviceType", "scope", "sessionId"})
  void h03_aClaimOfAnotherTypeIsRefused(String name) {
    Map<String, Object> claims = claims();
    claims.put(name, 7);
    assertTrue(authenticate(claims).isEmpty());
  }

  @Test
  void h03_idsHaveAtMost128CodePoints() {
    Map<String, Object> claims = claims();
    claims.put("deviceId", "😀".repeat(128));
    assertTrue(authenticate(claims).isPresent());
    claims.put("deviceId", "x".repeat(129));
    assertTrue(authenticate(claims).isEmpty());
  }
}
