package dev.deltawire.gateway.auth;

import dev.deltawire.gateway.http.BearerToken;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.server.spi.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.OptionalInt;

/** Lets only the operator pass. */
public final class OperatorGuard {

  private final byte[] token;
  private final boolean loopbackOnly;

  private OperatorGuard(byte[] token, boolean loopbackOnly) {
    this.token = token;
    this.loopbackOnly = loopbackOnly;
  }

  /** A guard that asks for {@code token} and, with {@code loopbackOnly}, for a near peer. */
  public static OperatorGuard of(String token, boolean loopbackOnly) {
    return new OperatorGuard(token.getBytes(StandardCharsets.UTF_8), loopbackOnly);
  }

  /** The status that turns a request away; empty for the operator's. */
  public OptionalInt refusal(HttpRequest request) {
    if (loopbackOnly && !request.remoteAddress().getAddress().isLoopbackAddress()) {
      return OptionalInt.of(403);
    }
    return BearerToken.of(request).filter(this::isToken).isPresent()
        ? OptionalInt.empty()
        : OptionalInt.of(401);
  }

  /** Lets the operator's request pass and throws for any other. */
  public void require(HttpRequest request) throws RestException {
    OptionalInt refusal = refusal(request);
    if (refusal.isPresent()) {
      throw RestException.of(refusal.getAsInt());
    }
  }

  /** Whether this is the operator's token. */
  public boolean isToken(String candidate) {
    return MessageDigest.isEqual( // constant time
        token, candidate.getBytes(StandardCharsets.UTF_8));
  }
}
