package dev.deltawire.dialects.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Secrets;
import java.security.MessageDigest;
import java.util.Optional;

/** The channel's key: one for everybody, the same until it is regenerated (I-26). Thread: any. */
final class ChannelKey {

  /** 32 characters in base64url (I-11). */
  private static final int SECRET_BYTES = 24;

  private final String prefix;
  private final IntegrationStore store;
  private volatile String text;

  private ChannelKey(String prefix, IntegrationStore store, String secret) {
    this.prefix = prefix;
    this.store = store;
    this.text = prefix + secret;
  }

  /** The key that the store has, made and kept if it has none (I-39). */
  static ChannelKey load(String prefix, IntegrationStore store) throws StoreException {
    Optional<String> kept = store.secret();
    String secret = kept.isPresent() ? kept.get() : Secrets.random(SECRET_BYTES);
    if (kept.isEmpty()) {
      store.keepSecret(secret);
    }
    return new ChannelKey(prefix, store, secret);
  }

  String text() {
    return text;
  }

  /** Whether this is the key, in constant time. */
  boolean matches(String candidate) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), candidate.getBytes(UTF_8));
  }

  /** Puts another key into its place, durably before it is visible (I-44, X-59). */
  synchronized String regenerate() throws StoreException {
    String secret = Secrets.random(SECRET_BYTES);
    store.keepSecret(secret);
    text = prefix + secret;
    return text;
  }
}
