package dev.deltawire.dialects.messenger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * All that is kept of an agent's key: keys are 32 random bytes, so that one round is enough.
 *
 * @param hex the SHA-256 of the key, 64 lower-case digits
 */
public record KeyHash(String hex) {

  /** The hash of a key. */
  public static KeyHash of(String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new KeyHash(HexFormat.of().formatHex(sha256.digest(key.getBytes(UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
