package dev.deltawire.gateway.integration;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.server.spi.HttpRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The browsers in which somebody has shown the operator's token (I-42): a cookie stands for it, of
 * which only a hash is kept. They end with the process. Thread: any.
 */
final class OperatorSessions {

  private static final String COOKIE = "dw_operator";
  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final int COOKIE_BYTES = 32;

  /** More than a person has browsers; whoever logs in once more ends the oldest session. */
  private static final int MOST = 64;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final InstantSource clock;
  private final String attributes;
  private final Map<SecretHash, Instant> ends = new LinkedHashMap<>();

  /**
   * No sessions yet.
   *
   * @param secure whether browsers shall send the cookie by TLS alone
   */
  OperatorSessions(InstantSource clock, boolean secure) {
    this.clock = clock;
    this.attributes = secure ? "; Secure" : "";
  }

  /** Begins a session; returns the value of {@code Set-Cookie}. */
  synchronized String begin() {
    byte[] bytes = new byte[COOKIE_BYTES];
    RANDOM.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    forgetEnded();
    if (ends.size() == MOST) {
      ends.remove(ends.keySet().iterator().next());
    }
    ends.put(SecretHash.of(secret), clock.instant().plus(LIFETIME));
    return "%s=%s; HttpOnly; SameSite=Strict; Path=/integration; Max-Age=%d"
            .formatted(COOKIE, secret, LIFETIME.toSeconds())
        + attributes;
  }

  /** Whether a request comes from such a browser. */
  boolean has(HttpRequest request) {
    return request.header("Cookie").stream()
        .flatMap(header -> Stream.of(header.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(COOKIE + "="))
        .map(pair -> pair.substring(COOKIE.length() + 1))
        .anyMatch(this::isCurrent);
  }

  /** Compares hashes, so that the time it takes tells nothing of a secret. */
  private synchronized boolean isCurrent(String secret) {
    Instant end = ends.get(SecretHash.of(secret));
    return end != null && clock.instant().isBefore(end);
  }

  private void forgetEnded() {
    Instant now = clock.instant();
    ends.values().removeIf(end -> !now.isBefore(end));
  }
}
