package dev.deltawire.dialects.home;

import dev.deltawire.dialects.QueryToken;
import dev.deltawire.server.spi.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an upgrade shows to be let in (H-01, H-04).
 *
 * @param token the access token, if there is a usable one
 * @param subprotocol the one to answer, or null
 */
record Credentials(Optional<String> token, String subprotocol) {

  static Credentials of(HttpRequest upgrade, String bearerPrefix, String subprotocol) {
    List<String> offers = offers(upgrade);
    Optional<String> query = upgrade.query().flatMap(QueryToken::of);
    Optional<String> bearer = bearer(offers, bearerPrefix);
    boolean bySubprotocol = query.isEmpty() && bearer.isPresent();
    boolean answered = bySubprotocol || offers.contains(subprotocol);
    return new Credentials(query.or(() -> bearer), answered ? subprotocol : null);
  }

  /** The offered token; one of several is none, as in the query. */
  private static Optional<String> bearer(List<String> offers, String prefix) {
    List<String> tokens =
        offers.stream()
            .filter(offer -> offer.startsWith(prefix))
            .map(offer -> offer.substring(prefix.length()))
            .toList();
    return tokens.size() == 1
        ? Optional.of(tokens.get(0)).filter(QueryToken::isUsable)
        : Optional.empty();
  }

  private static List<String> offers(HttpRequest upgrade) {
    return upgrade.header("sec-websocket-protocol").stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }
}
