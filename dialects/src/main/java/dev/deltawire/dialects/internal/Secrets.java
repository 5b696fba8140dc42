package dev.deltawire.dialects.internal;

import java.security.SecureRandom;
import java.util.Base64;

/** Fresh secrets and codes. Thread: any. */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Secrets() {}

  /** So many random bytes in base64url. */
  public static String random(int bytes) {
    byte[] secret = new byte[bytes];
    RANDOM.nextBytes(secret);
    return BASE64.encodeToString(secret);
  }

  /** So many random characters of an alphabet. */
  public static String code(String alphabet, int length) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < length; i++) {
      code.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return code.toString();
  }
}
