package dev.deltawire.gateway.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens made by hand, so that the library does not check itself. */
final class JwtTokensTest {

  private static final byte[] SECRET =
      "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
  private static final long NOW = 1_800_000_000;
  private static final String HS256 = "{\"alg\":\"HS256\"}";

  private final JwtTokens tokens =
      JwtTokens.of(SECRET, Duration.ofSeconds(5), () -> Instant.ofEpochSecond(NOW));

  static String handMade(String header, String claims, String mac, byte[] secret) {
    String signed = base64(utf8(header)) + "." + base64(utf8(claims));
    try {
      Mac hash = Mac.getInstance(mac);
      hash.init(new SecretKeySpec(secret, mac));
      return signed + "." + base64(hash.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String hs256(String claims) {
    return handMade(HS256, claims, "HmacSHA256", SECRET);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Test
  void x53_aGoodTokenGivesItsClaims() {
    Claims claims = tokens.verify(hs256("{\"exp\":1800000060,\"deviceId\":\"d\"}")).orElseThrow();
    assertEquals("d", claims.text("deviceId").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {" %s", "%s ", "%s!", "%s=", "%s.", "%s.x", "\n%s"})
  void x53_onlyTheCompactFormIsAToken(String form) {
    String token = hs256("{\"exp\":1800000060}");
    assertTrue(tokens.verify(token).isPresent());
    assertFalse(tokens.verify(form.formatted(token)).isPresent());
  }

  @Test
  void whatIsSignedIsVerified() {
    String token = tokens.sign(JsonObject.create().text("deviceId", "d"), Duration.ofMinutes(1));
    assertEquals("d", tokens.verify(token).orElseThrow().text("deviceId").orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"exp\":1800000000}', true",
    "'{\"exp\":1799999996}', true",
    "'{\"exp\":1799999995}', false",
    "'{\"exp\":1799999000}', false",
    "'{}', false",
    "'{\"exp\":null}', false",
    "'{\"exp\":\"1800000060\"}', false",
    "'{\"exp\":true}', false",
    "'{\"exp\":1800000060,\"nbf\":1800000005}', true",
    "'{\"exp\":1800000060,\"nbf\":1800000006}', false",
    "'{\"exp\":1800000060,\"nbf\":\"soon\"}', false",
    "'{\"exp\":1800000060,\"nbf\":1000000000000000000000000000000}', false",
    "'{\"exp\":1800000060,\"nbf\":1e999}', false",
    "'{\"exp\":1e300}', false",
  })
  void x53_timeIsCheckedWithFiveSecondsOfSkew(String claims, boolean accepted) {
    assertEquals(accepted, tokens.verify(hs256(claims)).isPresent());
  }

  @Test
  void x53_algNoneIsRejected() {
    String unsigned =
        base64(utf8("{\"alg\":\"none\"}")) + "." + base64(utf8("{\"exp\":1800000060}"));
    assertTrue(tokens.verify(unsigned + ".").isEmpty());
    String signature = hs256("{\"exp\":1800000060}");
    assertTrue(tokens.verify(unsigned + signature.substring(signature.lastIndexOf('.'))).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"HS384,HmacSHA384", "HS512,HmacSHA512", "none,HmacSHA256", "hs256,HmacSHA256"})
  void x53_anotherAlgorithmIsRejectedThoughWellSigned(String algorithm, String mac) {
    byte[] secret = "s".repeat(64).getBytes(StandardCharsets.UTF_8);
    JwtTokens wide = JwtTokens.of(secret, Duration.ofSeconds(5), () -> Instant.ofEpochSecond(NOW));
    String header = "{\"alg\":\"" + algorithm + "\"}";
    assertTrue(wide.verify(handMade(header, "{\"exp\":1800000060}", mac, secret)).isEmpty());
  }

  @Test
  void aTokenOfAnotherSecretIsRejected() {
    byte[] other = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        tokens.verify(handMade(HS256, "{\"exp\":1800000060}", "HmacSHA256", other)).isEmpty());
  }

  @Test
  void aChangedByteAnywhereIsRejected() {
    String token = hs256("{\"exp\":1800000060,\"deviceId\":\"d\"}");
    for (int i = 0; i < token.length() - 1; i++) { // the last character has spare bits
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + changed + token.substring(i + 1);
      assertTrue(tokens.verify(forged).isEmpty(), forged);
    }
  }

  @Test
  void anUnknownCriticalHeaderIsRejected() {
    String header = "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}";
    assertTrue(
        tokens.verify(handMade(header, "{\"exp\":1800000060}", "HmacSHA256", SECRET)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "e30.e30.", "a.b.c.d.e", "\u0000.ß.€"})
  void garbageIsRejected(String token) {
    assertTrue(tokens.verify(token).isEmpty());
  }

  @Test
  void x54_aTokenOver8192BytesIsRejected() {
    String filler = "x".repeat(9000);
    assertTrue(tokens.verify(hs256("{\"exp\":1800000060,\"f\":\"" + filler + "\"}")).isEmpty());
  }

  @Test
  void aClaimOfAnotherTypeIsNoText() {
    Claims claims = tokens.verify(hs256("{\"exp\":1800000060,\"a\":1,\"b\":null}")).orElseThrow();
    assertTrue(claims.has("a") && claims.text("a").isEmpty());
    assertFalse(claims.has("b"));
  }

  @Test
  void x20_aRepeatedClaimIsRejected() {
    assertTrue(tokens.verify(hs256("{\"exp\":1800000060,\"a\":1,\"a\":2}")).isEmpty());
  }

  @Test
  void x32_claimsAreKeptAsTheyAre() {
    String payload = "{\"exp\":1800000060,\"o\":{\"x\": 1e2,\"y\":null},\"l\":[ 3.0]}";
    assertEquals(payload, tokens.verify(hs256(payload)).orElseThrow().raw().toString());
  }
}
