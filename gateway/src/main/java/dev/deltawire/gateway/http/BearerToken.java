package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpRequest;
import java.util.Optional;

/** The credential of a request's one {@code Authorization} header (RFC 6750 §2.1). */
public final class BearerToken {

  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** The token; empty if there is no header, several, or one of another scheme. */
  public static Optional<String> of(HttpRequest request) {
    return request
        .singleHeader("authorization")
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip())
        .filter(token -> !token.isEmpty());
  }
}
