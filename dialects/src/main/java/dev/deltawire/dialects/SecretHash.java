package dev.deltawire.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * All that is kept of a secret: secrets are 32 random bytes, so that one round is enough.
 *
 * @param hex the SHA-256 of the secret, 64 lower-case digits
 */
public record SecretHash(String hex) {

  /** The hash of a secret. */
  public static SecretHash of(String secret) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new SecretHash(HexFormat.of().formatHex(sha256.digest(secret.getBytes(UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether it is the hash of {@code candidate}, in constant time. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(hex.getBytes(UTF_8), of(candidate).hex.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "a secret's hash";
  }
}
