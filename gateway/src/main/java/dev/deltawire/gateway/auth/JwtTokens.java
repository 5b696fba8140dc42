package dev.deltawire.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.deltawire.dialects.QueryToken;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
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

  /** Signs claims that hold from now for {@code ttl}. */
  public String sign(Map<String, ?> claims, Duration ttl) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    set.issueTime(Date.from(now)).expirationTime(Date.from(now.plus(ttl)));
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set.build());
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
      SignedJWT signed = SignedJWT.parse(token);
      if (!isHs256(signed.getHeader()) || !signed.verify(new MACVerifier(secret))) {
        return Optional.empty();
      }
      Map<String, Object> claims = signed.getPayload().toJSONObject();
      return claims != null && inForce(claims) ? Optional.of(new Claims(claims)) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isHs256(JWSHeader header) {
    return JWSAlgorithm.HS256.equals(header.getAlgorithm());
  }

  /** The library's dates overflow: what begins in the far future began in the past, to them. */
  private boolean inForce(Map<String, Object> claims) {
    double now = clock.instant().toEpochMilli() / 1e3;
    double skew = clockSkew.toMillis() / 1e3;
    Object expires = claims.get("exp");
    Object notBefore = claims.get("nbf");
    boolean begun = notBefore == null || (isSecond(notBefore) && now >= seconds(notBefore) - skew);
    return begun && isSecond(expires) && now < seconds(expires) + skew;
  }

  private static boolean isSecond(Object claim) {
    return claim instanceof Number && Math.abs(seconds(claim)) <= LAST_SECOND;
  }

  private static double seconds(Object number) {
    return ((Number) number).doubleValue();
  }
}
