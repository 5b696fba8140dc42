package dev.deltawire.gateway.auth;

import dev.deltawire.server.spi.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.OptionalInt;

/** Lets only the operator pass. */
public final class OperatorGuard {

  private static final String SCHEME = "Bearer ";

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
    boolean right = request.singleHeader("authorization").filter(this::isToken).isPresent();
    return right ? OptionalInt.empty() : OptionalInt.of(401);
  }

  private boolean isToken(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual( // constant time
            token,
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
