package dev.deltawire.gateway.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as anybody signs them who holds the secret. */
public final class Jwt {

  /** A secret that is long enough. */
  public static final String SECRET = "0123456789abcdef0123456789abcdef";

  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

  private Jwt() {}

  /** Signs {@code claims}, the members of a JSON object without its braces; good for long. */
  public static String sign(String claims) {
    return sign(claims, FAR);
  }

  /** The same, good until then. */
  public static String sign(String claims, Instant expiry) {
    String signed =
        base64("{\"alg\":\"HS256\"}".getBytes(UTF_8))
            + '.'
            + base64(("{" + claims + ",\"exp\":" + expiry.getEpochSecond() + "}").getBytes(UTF_8));
    return signed + '.' + base64(hmac(signed.getBytes(UTF_8)));
  }

  private static byte[] hmac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
