package dev.deltawire.dialects;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The {@code token} parameter of an upgrade's query. */
public final class QueryToken {

  /** Most UTF-8 bytes of a token. */
  public static final int MAX_BYTES = 8192;

  private static final String NAME = "token";

  private QueryToken() {}

  /**
   * The token, percent-decoded once; empty when it is absent, empty, repeated, undecodable or too
   * long.
   *
   * @param query a request's query as sent
   */
  public static Optional<String> of(String query) {
    List<String> values = QueryParameters.of(query).raw(NAME);
    return values.size() == 1
        ? QueryParameters.decode(values.get(0)).filter(QueryToken::isUsable)
        : Optional.empty();
  }

  /** Whether a token, wherever it came from, is neither empty nor too long. */
  public static boolean isUsable(String token) {
    return !token.isEmpty() && token.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }
}
