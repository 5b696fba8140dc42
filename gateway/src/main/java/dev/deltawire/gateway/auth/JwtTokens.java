package dev.deltawire.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.deltawire.codec.JsonScanner;
import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.QueryToken;
import dev.deltawire.gateway.config.Key;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The signed tokens of one dialect: HS256 in compact form, nothing else.
 *
 * <p>Thread: any.
 */
public final class JwtTokens {

  private static final Pattern COMPACT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final double LAST_SECOND = (1L << 53) - 1;

  private final byte[] secret;
  private final Duration clockSkew;
  private final InstantSource clock;

  private JwtTokens(byte[] secret, Duration clockSkew, InstantSource clock) {
    this.secret = secret;
    this.clockSkew = clockSkew;
    this.clock = clock;
  }

  /** Tokens under a secret of at least 32 bytes. */
  public static JwtTokens of(byte[] secret, Duration clockSkew, InstantSource clock) {
    return new JwtTokens(secret.clone(), clockSkew, clock);
  }

  /**
   * Tokens under the configured secret, or else the one of the data directory.
   *
   * @param file where the data directory has it
   */
  public static JwtTokens of(
      Settings settings, Key<String> key, DataDirectory data, String file, InstantSource clock)
      throws IOException {
    Optional<String> configured = settings.find(key);
    byte[] secret =
        configured.isPresent()
            ? configured.get().getBytes(StandardCharsets.UTF_8)
            : data.secret(file);
    return of(secret, settings.get(ServerKeys.AUTH_CLOCK_SKEW), clock);
  }

  /** Signs claims that hold from now for {@code ttl}; {@code iat} and {@code exp} are added. */
  public String sign(JsonObject claims, Duration ttl) {
    Instant now = clock.instant();
    claims.integer("iat", now.getEpochSecond()).integer("exp", now.plus(ttl).getEpochSecond());
    JWSObject token =
        new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims.toByteArray()));
    try {
      token.sign(new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with HS256", e);
    }
    return token.serialize();
  }

  /** The claims of a token that is well signed and in force; empty for any other. */
  public Optional<Claims> verify(String token) {
    if (!QueryToken.isUsable(token) || !COMPACT.matcher(token).matches()) {
      return Optional.empty();
    }
    try {
      JWSObject signed = JWSObject.parse(token);
      if (!isHs256(signed.getHeader()) || !signed.verify(new MACVerifier(secret))) {
        return Optional.empty();
      }
      return claims(signed.getPayload().toBytes()).filter(this::inForce);
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Claims> claims(byte[] payload) {
    JsonScanner scanner = JsonScanner.create();
    boolean proper =
        scanner.scan(payload, 0, payload.length)
            && scanner.isObject()
            && scanner.envelope().isUnique();
    return proper
        ? JsonText.parse(payload).map(json -> new Claims(RawJsonView.of(json)))
        : Optional.empty();
  }

  private static boolean isHs256(JWSHeader header) {
    return JWSAlgorithm.HS256.equals(header.getAlgorithm());
  }

  private boolean inForce(Claims claims) {
    double now = clock.instant().toEpochMilli() / 1e3;
    double skew = clockSkew.toMillis() / 1e3;
    OptionalDouble expires = second(claims, "exp");
    OptionalDouble notBefore = second(claims, "nbf");
    boolean begun =
        !claims.has("nbf") || (notBefore.isPresent() && now >= notBefore.getAsDouble() - skew);
    return begun && expires.isPresent() && now < expires.getAsDouble() + skew;
  }

  private static OptionalDouble second(Claims claims, String name) {
    OptionalDouble second = claims.number(name);
    return second.isPresent() && Math.abs(second.getAsDouble()) <= LAST_SECOND
        ? second
        : OptionalDouble.empty();
  }
}
