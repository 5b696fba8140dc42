package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.internal.Secrets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SecretHashTest {

  @Test
  void x56_aSecretIsKnownByItsHashAlone() {
    SecretHash hash = SecretHash.of("abc");
    assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.hex());
    assertTrue(hash.matches("abc"));
    assertFalse(hash.matches("abd") || hash.matches("") || hash.matches(hash.hex()));
    assertEquals("a secret's hash", hash.toString());
  }

  @Test
  void secretsAreLongAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String secret = Secrets.random(32);
      assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), secret);
      assertTrue(seen.add(secret));
    }
    assertTrue(Secrets.code("AB1", 6).matches("[AB1]{6}"));
  }
}
